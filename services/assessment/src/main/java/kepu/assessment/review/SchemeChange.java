package kepu.assessment.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kepu.assessment.review.YearReview.IndicatorLine;
import kepu.assessment.review.YearReview.Origin;
import org.jspecify.annotations.Nullable;

/**
 * That a year was assessed by another scheme than the one before it of which something is known, so that their points cannot
 * simply be compared.
 *
 * @param weights that changed, came or went
 */
record SchemeChange(
        int fromYear,
        int toYear,
        @Nullable String fromScheme,
        @Nullable Integer fromVersion,
        @Nullable String toScheme,
        @Nullable Integer toVersion,
        List<WeightChange> weights) {
    /** Null: the scheme has no such indicator, or it is not known. */
    record WeightChange(
            String code,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after) {}

    /** @param years in their order */
    static List<SchemeChange> between(List<YearReview> years) {
        List<SchemeChange> changes = new ArrayList<>();
        YearReview before = null;
        for (YearReview year : years) {
            if (year.origin() == Origin.UNKNOWN) {
                continue;
            }
            if (before != null && !isOfSameScheme(before, year)) {
                changes.add(new SchemeChange(
                        before.year(),
                        year.year(),
                        before.scheme(),
                        before.schemeVersion(),
                        year.scheme(),
                        year.schemeVersion(),
                        weights(before, year)));
            }
            before = year;
        }
        return changes;
    }

    private static boolean isOfSameScheme(YearReview one, YearReview other) {
        return one.origin() == other.origin()
                && Objects.equals(one.scheme(), other.scheme())
                && Objects.equals(one.schemeVersion(), other.schemeVersion());
    }

    private static List<WeightChange> weights(YearReview before, YearReview after) {
        Map<String, BigDecimal> old = weights(before);
        Map<String, BigDecimal> now = weights(after);
        Set<String> codes = new LinkedHashSet<>(old.keySet());
        codes.addAll(now.keySet());
        List<WeightChange> changes = new ArrayList<>();
        for (String code : codes) {
            BigDecimal was = old.get(code);
            BigDecimal is = now.get(code);
            boolean isSame = was == null || is == null ? was == is : was.compareTo(is) == 0;
            if (!isSame) {
                changes.add(new WeightChange(code, was, is));
            }
        }
        return changes;
    }

    private static Map<String, BigDecimal> weights(YearReview year) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        for (IndicatorLine indicator : year.indicators()) {
            BigDecimal weight = indicator.weight();
            if (weight != null) {
                weights.put(indicator.code(), weight);
            }
        }
        return weights;
    }
}
