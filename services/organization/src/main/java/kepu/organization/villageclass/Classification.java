package kepu.organization.villageclass;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationCorrected;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationWithdrawn;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.set.InVersionedSets;
import org.springframework.data.mongodb.core.mapping.Document;

/** The classes (村庄类别) of a village from a day on, until its next classification; perhaps none. */
@Document("villageClassifications")
@InVersionedSets
@Listed(by = {"villageClass=content.villageClasses"})
class Classification extends AmendableRecord<Classification.Content> {
    /** @param validFrom first day, by the installation's zone */
    record Content(Set<VillageClass> villageClasses, LocalDate validFrom) {
        Content {
            villageClasses = Collections.unmodifiableSet(new TreeSet<>(villageClasses));
        }
    }

    Classification(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected VillageClassified recorded(Content is) {
        return new VillageClassified(id(), is.villageClasses(), is.validFrom());
    }

    @Override
    protected VillageClassificationCorrected corrected(Content is, Content was, Instant before) {
        return new VillageClassificationCorrected(id(), is.villageClasses(), is.validFrom(), before);
    }

    @Override
    protected VillageClassificationWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new VillageClassificationWithdrawn(id(), reason, before);
    }
}
