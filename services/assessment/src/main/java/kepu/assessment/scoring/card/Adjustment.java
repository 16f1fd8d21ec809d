package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import kepu.assessment.scoring.values.Track;

/**
 * Points beside the indicators of a track: a bonus (加分) or a deduction (扣分).
 *
 * @param points not negative; the kind says whether they are added or taken
 */
public record Adjustment(Track track, Kind kind, BigDecimal points) {
    /** 加分, 通报批评, 逾期整改, 虚假记录. */
    public enum Kind {
        BONUS,
        CRITICISM,
        OVERDUE_ORDER,
        FALSE_RECORD
    }

    BigDecimal signed() {
        return kind == Kind.BONUS ? points : points.negate();
    }
}
