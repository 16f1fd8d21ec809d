package kepu.assessment.scoring;

import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a ratio is when its denominator is 0. */
enum EmptyPolicy {
    FULL,
    ZERO,
    NOT_APPLICABLE;

    /** Null when not applicable. */
    @Nullable
    BigFraction ratio() {
        return switch (this) {
            case FULL -> BigFraction.ONE;
            case ZERO -> BigFraction.ZERO;
            case NOT_APPLICABLE -> null;
        };
    }

    @Nullable
    BigFraction ratio(int part, int whole) {
        return whole == 0 ? ratio() : BigFraction.of(part, whole);
    }

    Text text() {
        return switch (this) {
            case FULL -> new Text("记满分", "full");
            case ZERO -> new Text("记零分", "zero");
            case NOT_APPLICABLE -> new Text("不计入", "left out");
        };
    }
}
