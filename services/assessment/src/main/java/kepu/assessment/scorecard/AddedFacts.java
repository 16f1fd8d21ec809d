package kepu.assessment.scorecard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;

/** Facts of a batch, by the scores that read them. */
final class AddedFacts {
    static final AddedFacts NONE = new AddedFacts(Map.of());

    private final Map<String, Map<AffectedScores, List<Envelope<?>>>> byUnit = new HashMap<>();

    AddedFacts(Map<AffectedScores, List<Envelope<?>>> touched) {
        touched.forEach((scores, facts) ->
                byUnit.computeIfAbsent(scores.unitId(), _ -> new HashMap<>()).put(scores, facts));
    }

    /** Those that the score of a village's year reads; what applies below their unit is not among them. */
    List<Envelope<?>> of(VillageYear one) {
        List<Envelope<?>> its = new ArrayList<>();
        byUnit.getOrDefault(one.unitId(), Map.of()).forEach((scores, facts) -> {
            if (scores.lasting() || scores.year() == one.year()) {
                facts.stream()
                        .filter(fact -> !(fact.data() instanceof AppliesBelow))
                        .forEach(its::add);
            }
        });
        return its;
    }
}
