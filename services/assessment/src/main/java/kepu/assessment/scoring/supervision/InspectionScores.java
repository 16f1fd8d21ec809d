package kepu.assessment.scoring.supervision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.InspectionEvent;
import kepu.contracts.assessment.InspectionEvent.StatesResult;

/** S04 书屋督查: the mean score of the inspections of the unit's reading rooms; those of the unit itself are left out. */
record InspectionScores(int fullScore, EmptyPolicy empty) implements Policy {
    InspectionScores(Parameters parameters) {
        this(parameters.positive("fullScore"), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "各次书屋督查得分之和 ÷(次数 × " + fullScore + ")；没有督查时" + empty.text().zh(),
                "sum of the scores of the inspections of reading rooms ÷ (their number × " + fullScore + "); none: "
                        + empty.text().en());
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        List<Integer> scores = new ArrayList<>();
        for (DatedEvent<InspectionEvent> inspection : unit.heldOnElapsedDays(InspectionEvent.class, evidence)) {
            if (inspection.data() instanceof StatesResult result && result.roomId() != null) {
                scores.add(result.score());
                evidence.counts(inspection);
            } else {
                evidence.doesNotCount(inspection, Reason.NOT_OF_A_ROOM);
            }
        }
        Collections.sort(scores);
        int sum = scores.stream().mapToInt(Integer::intValue).sum();
        return PolicyResult.of(
                empty.ratio(Math.min(sum, scores.size() * fullScore), scores.size() * fullScore),
                new FormulaNumbers()
                        .put("inspections", scores.size())
                        .put("scores", scores)
                        .put("sum", sum)
                        .put("fullScore", fullScore),
                evidence);
    }
}
