package kepu.assessment.scoring.policy;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.FormulaNumbers;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The result of a policy.
 *
 * @param ratio from 0 to 1; null: not applicable
 */
public record PolicyResult(@Nullable BigFraction ratio, Map<String, Object> numbers, Evidence evidence) {
    public static PolicyResult none() {
        return new PolicyResult(null, Map.of(), Evidence.none());
    }

    public static PolicyResult of(@Nullable BigFraction ratio, FormulaNumbers numbers, Evidence evidence) {
        return new PolicyResult(ratio, numbers.asMap(), evidence);
    }

    /**
     * Time-weighted (TW): the sum of the daily ratios over the elapsed days.
     *
     * @param runs stretches of days with the same state
     */
    public static PolicyResult timeWeighted(
            Days elapsed,
            BigFraction sumOfDailyRatios,
            FormulaNumbers numbers,
            List<Map<String, Object>> runs,
            Evidence evidence) {
        numbers.put("elapsedDays", elapsed.length())
                .put("sumOfDailyRatios", sumOfDailyRatios)
                .put("runs", runs);
        return of(sumOfDailyRatios.divide(elapsed.length()), numbers, evidence);
    }
}
