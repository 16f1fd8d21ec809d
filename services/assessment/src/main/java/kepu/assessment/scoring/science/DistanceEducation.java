package kepu.assessment.scoring.science;

import java.time.Month;
import java.util.EnumMap;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.readingrooms.DistanceSessionEvent;
import org.apache.commons.numbers.fraction.BigFraction;

/** S05 远程教育: sessions of distance education, of each month no more than count. */
record DistanceEducation(int sessions, int sessionsPerMonth) implements Policy {
    DistanceEducation(Parameters parameters) {
        this(parameters.positive("sessions"), parameters.positive("sessionsPerMonth"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1, 各月场次(每月最多计 " + sessionsPerMonth + " 次)之和 ÷ " + sessions + ")；目标次数按存续天数折算",
                "min(1, sum of the sessions of each month, at most " + sessionsPerMonth + " of one month, ÷ " + sessions
                        + "); the target is pro rata of the own days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Map<Month, Integer> byMonth = new EnumMap<>(Month.class);
        int held = 0;
        int counted = 0;
        for (DatedEvent<DistanceSessionEvent> session : unit.heldOnElapsedDays(DistanceSessionEvent.class, evidence)) {
            held++;
            if (byMonth.merge(session.date().getMonth(), 1, Integer::sum) <= sessionsPerMonth) {
                counted++;
                evidence.counts(session);
            } else {
                evidence.doesNotCount(session, Reason.MONTH_IS_FULL);
            }
        }
        BigFraction target = unit.proRata(sessions);
        return PolicyResult.of(
                Fractions.capped(BigFraction.of(counted).divide(target)),
                new FormulaNumbers()
                        .put("held", held)
                        .put("counted", counted)
                        .put("target", target)
                        .put(
                                "months",
                                byMonth.entrySet().stream()
                                        .map(month -> new FormulaNumbers()
                                                .put("month", month.getKey().getValue())
                                                .put("sessions", month.getValue())
                                                .asMap())
                                        .toList()),
                evidence);
    }
}
