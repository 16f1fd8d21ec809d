package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Which classes a village belongs to (村庄类别), by their dates. Source: R2. */
@Family(topic = "kepu.organization.village-classes")
public sealed interface VillageClassEvent extends FactVersion {
    String classificationId();

    @Override
    default String factId() {
        return classificationId();
    }

    /** Classes of villages: 空心村, 山区村, 边境村, 民族村, 脱贫村, 城郊村. */
    enum VillageClass {
        HOLLOWED_OUT,
        MOUNTAIN,
        BORDER,
        ETHNIC_MINORITY,
        LIFTED_FROM_POVERTY,
        SUBURBAN
    }

    /** Found at {@code occurredAt}; the village has these classes from {@code validFrom} on, until its next classification. */
    @WireType("kepu.organization.village-classified.v1")
    record VillageClassified(String classificationId, Set<VillageClass> villageClasses, LocalDate validFrom)
            implements VillageClassEvent {
        public VillageClassified {
            villageClasses = Sorted.copyOf(villageClasses);
        }
    }

    /** The classification is as stated here. */
    @WireType("kepu.organization.village-classification-corrected.v1")
    record VillageClassificationCorrected(
            String classificationId, Set<VillageClass> villageClasses, LocalDate validFrom, Instant previousOccurredAt)
            implements VillageClassEvent, Correction {
        public VillageClassificationCorrected {
            villageClasses = Sorted.copyOf(villageClasses);
        }
    }

    /** The village was never classified so. */
    @WireType("kepu.organization.village-classification-withdrawn.v1")
    record VillageClassificationWithdrawn(String classificationId, String reason, Instant previousOccurredAt)
            implements VillageClassEvent, Withdrawal {}
}
