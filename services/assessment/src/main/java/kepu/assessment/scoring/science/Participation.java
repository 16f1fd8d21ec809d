package kepu.assessment.scoring.science;

import java.util.Comparator;
import java.util.List;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import org.apache.commons.numbers.fraction.BigFraction;

/** S09 参与面: person-times of all activities per resident, no single activity counting for more than its share. */
record Participation(BigFraction target, BigFraction cap, EmptyPolicy empty) implements Policy {
    Participation(Parameters parameters) {
        this(parameters.fraction("target"), parameters.fraction("cap"), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1,(各场参与人次(单场最多计总人次的 " + Fractions.plain(cap) + ")之和 ÷ 常住人口)÷ " + Fractions.plain(target)
                        + ")(无人口数时" + empty.text().zh() + ")",
                "min(1, (sum of participants, of one activity at most " + Fractions.plain(cap)
                        + " of the total, ÷ residents) ÷ " + Fractions.plain(target) + ") (no residents: "
                        + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        int residents = unit.residents(evidence);
        List<Activity> activities = Activity.of(unit, evidence).stream()
                .sorted(Comparator.comparing(
                                (Activity activity) -> activity.fact().date())
                        .thenComparing(Activity::participants))
                .toList();
        long total = activities.stream().mapToLong(Activity::participants).sum();
        BigFraction most = cap.multiply(total);
        BigFraction sum = BigFraction.ZERO;
        for (Activity activity : activities) {
            sum = sum.add(Fractions.min(BigFraction.of(activity.participants()), most));
            evidence.counts(activity.fact());
        }
        return PolicyResult.of(
                residents == 0
                        ? empty.ratio()
                        : Fractions.capped(sum.divide(residents).divide(target)),
                new FormulaNumbers()
                        .put("residents", residents)
                        .put("personTimes", BigFraction.of(total))
                        .put("mostOfOneActivity", most)
                        .put("countedPersonTimes", sum)
                        .put("target", target)
                        .put(
                                "activities",
                                activities.stream()
                                        .map(activity -> new FormulaNumbers()
                                                .put("date", activity.fact().date())
                                                .put("participants", activity.participants())
                                                .asMap())
                                        .toList()),
                evidence);
    }
}
