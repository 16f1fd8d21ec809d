package kepu.assessment.scoring.policy;

import kepu.assessment.scoring.values.LocalizedText;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a ratio is when its denominator is 0. */
public enum EmptyPolicy {
    FULL,
    ZERO,
    NOT_APPLICABLE;

    /** Null when not applicable. */
    @Nullable
    public BigFraction ratio() {
        return switch (this) {
            case FULL -> BigFraction.ONE;
            case ZERO -> BigFraction.ZERO;
            case NOT_APPLICABLE -> null;
        };
    }

    @Nullable
    public BigFraction ratio(int part, int whole) {
        return whole == 0 ? ratio() : BigFraction.of(part, whole);
    }

    public LocalizedText text() {
        return switch (this) {
            case FULL -> new LocalizedText("记满分", "full");
            case ZERO -> new LocalizedText("记零分", "zero");
            case NOT_APPLICABLE -> new LocalizedText("不计入", "left out");
        };
    }
}
