package kepu.organization.code;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeCorrected;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeGiven;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.set.InVersionedSets;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An official code (区划代码) that a unit was given: it has it until the first day of its next one. */
@Document("officialCodes")
@InVersionedSets
@Listed(by = {"officialCode=content.officialCode"})
class OfficialCode extends AmendableRecord<OfficialCode.Content> {
    /** @param validFrom first day, by the installation's zone */
    record Content(String officialCode, LocalDate validFrom) {}

    OfficialCode(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** None: a code that a unit has already is refused. */
    @Override
    protected @Nullable Object likeness(Content is) {
        return null;
    }

    @Override
    protected OfficialCodeGiven recorded(Content is) {
        return new OfficialCodeGiven(id(), is.officialCode(), is.validFrom());
    }

    @Override
    protected OfficialCodeCorrected corrected(Content is, Content was, Instant before) {
        return new OfficialCodeCorrected(id(), is.officialCode(), is.validFrom(), before);
    }

    @Override
    protected OfficialCodeWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new OfficialCodeWithdrawn(id(), reason, before);
    }
}
