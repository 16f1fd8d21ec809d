package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import org.jspecify.annotations.Nullable;

/**
 * What one indicator (指标) of a card came to, and everything that it came from.
 *
 * <p>{@code effectiveWeight × ratio}, rounded HALF_UP to 4 decimals, is {@code points}. All three are null when the
 * indicator is left out.
 *
 * @param measure what is measured against which target
 * @param weight as the scheme states it
 * @param verdict says in a sentence whether the indicator counts and, if not, why
 * @param policy name of the formula in the scheme
 * @param formula the formula with its parameters; of a policy that nothing feeds only that sentence
 * @param effectiveWeight exact fraction "n/d": the weight after those left out are spread over the rest
 * @param ratio exact fraction "n/d" from 0 to 1
 * @param numbers every number of the formula by name, in reading order: integers, texts (dates, fractions) and lists
 * @param counted events that the numbers rest on, oldest first
 * @param notCounted events that look as if they counted, oldest first
 */
public record IndicatorResult(
        String code,
        LocalizedText name,
        LocalizedText measure,
        Track track,
        BigDecimal weight,
        Status status,
        LocalizedText verdict,
        String policy,
        LocalizedText formula,
        @Nullable String effectiveWeight,
        @Nullable String ratio,
        @Nullable BigDecimal points,
        Map<String, Object> numbers,
        List<EvidenceRef> counted,
        List<NotCounted> notCounted) {
    public IndicatorResult {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        counted = List.copyOf(counted);
        notCounted = List.copyOf(notCounted);
    }

    /** Whether the indicator takes part in its track. */
    public enum Status {
        SCORED("计分", "scored"),
        NOT_APPLICABLE(
                "没有可考核的对象，本项不计入，权重按比例分摊到本条线其余指标",
                "there is nothing to judge: left out, its weight is spread over the rest of the track"),
        NOT_FED(
                "本项数据尚未接入，不计入，也不按零分处理，权重按比例分摊到本条线其余指标",
                "no event feeds this measure yet: left out, not zero, its weight is spread over the rest of the track");

        private final LocalizedText text;

        Status(String zh, String en) {
            text = new LocalizedText(zh, en);
        }

        public LocalizedText text() {
            return text;
        }
    }
}
