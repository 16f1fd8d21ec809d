package kepu.assessment.scoring.policy;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.Numbers;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a policy found.
 *
 * @param ratio from 0 to 1; null: not applicable
 */
public record Finding(@Nullable BigFraction ratio, Map<String, Object> numbers, Evidence evidence) {
    public static Finding none() {
        return new Finding(null, Map.of(), new Evidence());
    }

    public static Finding of(@Nullable BigFraction ratio, Numbers numbers, Evidence evidence) {
        return new Finding(ratio, numbers.asMap(), evidence);
    }

    /**
     * Time-weighted (TW): the sum of the daily ratios over the elapsed days.
     *
     * @param runs stretches of days with the same state
     */
    public static Finding timeWeighted(
            Days elapsed,
            BigFraction sumOfDailyRatios,
            Numbers numbers,
            List<Map<String, Object>> runs,
            Evidence evidence) {
        numbers.put("elapsedDays", elapsed.length())
                .put("sumOfDailyRatios", sumOfDailyRatios)
                .put("runs", runs);
        return of(sumOfDailyRatios.divide(elapsed.length()), numbers, evidence);
    }
}
