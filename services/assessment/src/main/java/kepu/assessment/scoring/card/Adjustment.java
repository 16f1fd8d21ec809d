package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import java.util.List;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.supervision.Deduction;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;

/**
 * Points beside the indicators of a track: a bonus (加分) or a deduction (扣分).
 *
 * @param points not negative; the kind says whether they are added or taken
 * @param reason what they are for
 * @param counted the events that they rest on
 */
public record Adjustment(Track track, Kind kind, BigDecimal points, LocalizedText reason, List<EvidenceRef> counted) {
    public Adjustment {
        counted = List.copyOf(counted);
    }

    public Adjustment(Track track, Kind kind, BigDecimal points) {
        this(track, kind, points, kind.text, List.of());
    }

    /** 加分, 通报批评, 逾期整改, 虚假记录. */
    public enum Kind {
        BONUS("加分", "bonus"),
        CRITICISM("通报批评", "criticism"),
        OVERDUE_ORDER("逾期整改", "overdue order"),
        FALSE_RECORD("虚假记录", "false record");

        private final LocalizedText text;

        Kind(String zh, String en) {
            text = new LocalizedText(zh, en);
        }
    }

    static Adjustment of(Deduction deduction) {
        Kind kind = switch (deduction.kind()) {
            case OVERDUE_ORDER -> Kind.OVERDUE_ORDER;
            case CRITICISM -> Kind.CRITICISM;
            case FALSE_RECORD -> Kind.FALSE_RECORD;
        };
        return new Adjustment(deduction.track(), kind, deduction.points(), deduction.reason(), deduction.counted());
    }

    BigDecimal signed() {
        return kind == Kind.BONUS ? points : points.negate();
    }
}
