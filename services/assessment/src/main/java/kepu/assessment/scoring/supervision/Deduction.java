package kepu.assessment.scoring.supervision;

import java.math.BigDecimal;
import java.util.List;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;

/**
 * Points that something takes from a track (扣分), before the rule that of one matter only the highest counts.
 *
 * @param matter what it is about: the order, else the notice or the false record itself
 * @param counted the events that it rests on
 */
public record Deduction(
        String matter, Track track, Kind kind, BigDecimal points, LocalizedText reason, List<EvidenceRef> counted) {
    public Deduction {
        counted = List.copyOf(counted);
    }

    /** 逾期整改, 通报批评, 虚假记录; of equal points of one matter the first kind counts. */
    public enum Kind {
        OVERDUE_ORDER,
        CRITICISM,
        FALSE_RECORD
    }
}
