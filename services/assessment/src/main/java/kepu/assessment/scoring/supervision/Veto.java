package kepu.assessment.scoring.supervision;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.VetoEvent;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;

/**
 * The veto (一票否决) of a unit's year.
 *
 * @param counted the event that imposed it
 */
public record Veto(LocalizedText reason, List<EvidenceRef> counted) {
    /** Where only whether there is one is known. */
    public static final Veto WITHOUT_REASON = new Veto(new LocalizedText("一票否决", "vetoed"), List.of());

    public Veto {
        counted = List.copyOf(counted);
    }

    /** The first one that was imposed up to the as-of day; one that was withdrawn holds on no day. */
    public static Optional<Veto> of(UnitYear unit) {
        List<DatedEvent<VetoEvent>> facts = unit.facts().inOrder(VetoEvent.class);
        Set<String> withdrawn = facts.stream()
                .map(DatedEvent::data)
                .filter(VetoWithdrawn.class::isInstance)
                .map(VetoEvent::vetoId)
                .collect(Collectors.toSet());
        for (DatedEvent<VetoEvent> fact : facts) {
            if (fact.data() instanceof VetoImposed imposed
                    && imposed.year() == unit.year()
                    && !fact.date().isAfter(unit.asOf())
                    && !withdrawn.contains(imposed.vetoId())) {
                return Optional.of(veto(imposed, fact, unit));
            }
        }
        return Optional.empty();
    }

    private static Veto veto(VetoImposed imposed, DatedEvent<VetoEvent> fact, UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        evidence.counts(fact);
        return new Veto(
                new LocalizedText(
                        "一票否决：" + imposed.reason() + "（依据：" + imposed.legalBasis() + "），年度结果不合格，不参加排名",
                        "vetoed: " + imposed.reason() + " (on the basis of " + imposed.legalBasis()
                                + "); the year fails and is not ranked"),
                evidence.counted());
    }
}
