package kepu.assessment.scoring.party;

import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import org.apache.commons.numbers.fraction.BigFraction;

/** P03 队伍规模: active members against the required strength, day by day. */
record TeamStrength(int target) implements Policy {
    TeamStrength(Parameters parameters) {
        this(parameters.positive("target"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "每日有效队员数 ÷ " + target + "(最多计 1)之和 ÷ 已过天数；一人只计一次，暂停的队员不计",
                "sum over the elapsed days of min(1, active members ÷ " + target
                        + ") ÷ elapsed days; a person counts once, suspended members are not active");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Days elapsed = unit.elapsed();
        int[] members = unit.team().activePersons(elapsed);
        long sum = 0;
        for (int day = 0; day < elapsed.length(); day++) {
            sum += Math.min(target, members[day]);
        }
        Evidence evidence = unit.newEvidence();
        evidence.counts(unit.team().active(), elapsed);
        for (Span suspension : unit.team().suspended()) {
            if (elapsed.overlap(suspension) > 0) {
                evidence.doesNotCount(suspension.startedBy(), Reason.SUSPENDED);
            }
        }
        return PolicyResult.timeWeighted(
                elapsed,
                BigFraction.of(sum, target),
                new FormulaNumbers().put("target", target),
                elapsed.runs(day -> members[day], (run, day) -> run.put("members", members[day])),
                evidence);
    }
}
