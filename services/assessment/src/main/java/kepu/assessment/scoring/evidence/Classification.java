package kepu.assessment.scoring.evidence;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.VillageClassEvent;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationCorrected;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationWithdrawn;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;

/**
 * The classes (村庄类别) that a village has from a day on, until its next classification.
 *
 * @param fact that says so
 */
public record Classification(DatedEvent<VillageClassEvent> fact, LocalDate validFrom, Set<VillageClass> classes) {
    /** The one that holds on the unit's day of reckoning; empty if it was not classified by then. */
    public static Optional<Classification> of(UnitYear unit) {
        return unit.held(VillageClassEvent.class, fact -> !fact.date().isAfter(unit.asOf()), Evidence.none()).stream()
                .flatMap(fact -> stated(fact).stream())
                .filter(stated -> !stated.validFrom().isAfter(unit.reckoningDay()))
                .max(Comparator.comparing(Classification::validFrom)
                        .thenComparing(Classification::fact, DatedEvent.AS_IT_HAPPENED));
    }

    private static Optional<Classification> stated(DatedEvent<VillageClassEvent> fact) {
        return switch (fact.data()) {
            case VillageClassified is -> Optional.of(new Classification(fact, is.validFrom(), is.villageClasses()));
            case VillageClassificationCorrected is ->
                Optional.of(new Classification(fact, is.validFrom(), is.villageClasses()));
            case VillageClassificationWithdrawn _ -> Optional.empty();
        };
    }

    /** 空心村, 山区村, … */
    public static LocalizedText text(VillageClass villageClass) {
        return switch (villageClass) {
            case HOLLOWED_OUT -> new LocalizedText("空心村", "hollowed-out villages");
            case MOUNTAIN -> new LocalizedText("山区村", "mountain villages");
            case BORDER -> new LocalizedText("边境村", "border villages");
            case ETHNIC_MINORITY -> new LocalizedText("民族村", "villages of ethnic minorities");
            case LIFTED_FROM_POVERTY -> new LocalizedText("脱贫村", "villages lifted from poverty");
            case SUBURBAN -> new LocalizedText("城郊村", "suburban villages");
        };
    }
}
