package kepu.assessment.scoring.party;

import java.util.HashSet;
import java.util.Set;
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
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import org.apache.commons.numbers.fraction.BigFraction;

/** P13 专题调研: points for a research that was completed, and for one that was adopted into a measure, on elapsed days. */
record ResearchProjects(BigFraction completedPoints, BigFraction adoptedPoints) implements Policy {
    ResearchProjects(Parameters parameters) {
        this(parameters.fraction("completedPoints"), parameters.points("adoptedPoints"));
    }

    @Override
    public LocalizedText formula() {
        String completed = Fractions.plain(completedPoints);
        String adopted = Fractions.plain(adoptedPoints);
        String full = Fractions.plain(fullPoints());
        return new LocalizedText(
                "(有完成的调研得 " + completed + " 分 + 有采纳进措施的得 " + adopted + " 分)÷ " + full + "；完成和采纳各归入其发生之日",
                "(" + completed + " for a research completed + " + adopted + " for one adopted into a measure) ÷ "
                        + full + "; each belongs to its own day");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Set<String> standing = new HashSet<>();
        for (DatedEvent<ResearchEvent> research : unit.held(ResearchEvent.class, _ -> true, Evidence.none())) {
            if (!(research.data() instanceof ResearchStageReached)) {
                standing.add(research.data().researchId());
            }
        }
        int completed = 0;
        int adopted = 0;
        for (DatedEvent<ResearchEvent> fact : unit.heldOnElapsedDays(ResearchEvent.class, evidence)) {
            if (!(fact.data() instanceof ResearchStageReached reached) || reached.stage() == Stage.FIELD_WORK) {
                continue;
            }
            if (!standing.contains(reached.researchId())) {
                evidence.doesNotCount(fact, Reason.WITHDRAWN);
                continue;
            }
            evidence.counts(fact);
            completed += reached.stage() == Stage.REPORT ? 1 : 0;
            adopted += reached.stage() == Stage.ADOPTION ? 1 : 0;
        }
        BigFraction points = BigFraction.ZERO;
        if (completed > 0) {
            points = points.add(completedPoints);
        }
        if (adopted > 0) {
            points = points.add(adoptedPoints);
        }
        return PolicyResult.of(
                points.divide(fullPoints()),
                new FormulaNumbers()
                        .put("completed", completed)
                        .put("adopted", adopted)
                        .put("points", points)
                        .put("fullPoints", fullPoints()),
                evidence);
    }

    private BigFraction fullPoints() {
        return completedPoints.add(adoptedPoints);
    }
}
