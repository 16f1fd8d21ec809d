package kepu.assessment.scoring.science;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ChainEvent.Step;
import org.apache.commons.numbers.fraction.BigFraction;

/** S08 四个一: complete chains against a target; a chain belongs to the day of its last step, whenever it began. */
record CompleteChains(int target) implements Policy {
    CompleteChains(Parameters parameters) {
        this(parameters.positive("target"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1, 完整链条数 ÷ " + target + ")；讲座、资料、家庭、社会四步齐全为完整，归入最后一步之日；链条数按存续天数折算",
                "min(1, complete chains ÷ " + target
                        + "); a chain with lecture, material, family and community is complete and belongs to the day of its last"
                        + " step; the chains are pro rata of the own days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        List<LocalDate> complete = new ArrayList<>();
        for (List<DatedEvent<ChainEvent>> steps : chains(unit, evidence).values()) {
            LocalDate last = steps.stream()
                    .map(DatedEvent::date)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            if (steps.size() < Step.values().length) {
                leaveOut(steps, unit, Reason.CHAIN_INCOMPLETE, evidence);
            } else if (unit.elapsed().contains(last)) {
                complete.add(last);
                steps.forEach(evidence::counts);
            } else {
                leaveOut(steps, unit, Reason.CHAIN_OF_ANOTHER_YEAR, evidence);
            }
        }
        BigFraction expected = unit.proRata(target);
        return PolicyResult.of(
                Fractions.capped(BigFraction.of(complete.size()).divide(expected)),
                new FormulaNumbers()
                        .put("completeChains", complete.size())
                        .put("target", expected)
                        .put(
                                "completedOn",
                                complete.stream()
                                        .sorted()
                                        .map(LocalDate::toString)
                                        .toList()),
                evidence);
    }

    /** The steps up to the as-of day, of whatever year, by the chain that ties them; at most one of each kind. */
    private static Map<String, List<DatedEvent<ChainEvent>>> chains(UnitYear unit, Evidence evidence) {
        Days ofPeriod = new Days(unit.period().first(), unit.reckoningDay());
        List<DatedEvent<ChainEvent>> steps =
                new ArrayList<>(unit.held(ChainEvent.class, step -> ofPeriod.contains(step.date()), evidence));
        steps.addAll(unit.held(
                ChainEvent.class,
                step -> !ofPeriod.contains(step.date()) && !step.date().isAfter(unit.asOf()),
                Evidence.none()));
        Map<String, List<DatedEvent<ChainEvent>>> chains = new HashMap<>();
        for (DatedEvent<ChainEvent> step : steps) {
            if (unit.life().contains(step.date())) {
                chains.computeIfAbsent(step.data().chainId(), _ -> new ArrayList<>())
                        .add(step);
            } else if (ofPeriod.contains(step.date())) {
                evidence.doesNotCount(step, Reason.OUTSIDE_OWN_DAYS);
            }
        }
        return chains;
    }

    private static void leaveOut(List<DatedEvent<ChainEvent>> steps, UnitYear unit, Reason reason, Evidence evidence) {
        steps.stream()
                .filter(step -> unit.elapsed().contains(step.date()))
                .forEach(step -> evidence.doesNotCount(step, reason));
    }
}
