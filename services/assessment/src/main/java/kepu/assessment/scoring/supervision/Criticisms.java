package kepu.assessment.scoring.supervision;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.supervision.Deduction.Kind;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.NoticeEvent;

/** What notices of criticism (通报批评) take; one that names an order is of the order's matter. */
public final class Criticisms {
    private Criticisms() {}

    public static List<Deduction> of(UnitYear unit, BigDecimal points) {
        return IssuedNotice.of(unit, NoticeEvent.Kind.CRITICISM).stream()
                .map(criticism -> deduction(criticism, points, unit))
                .toList();
    }

    private static Deduction deduction(IssuedNotice criticism, BigDecimal points, UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        evidence.counts(criticism.fact());
        String number = criticism.notice().documentNumber();
        return new Deduction(
                Objects.requireNonNullElse(
                        criticism.notice().orderId(), criticism.notice().noticeId()),
                criticism.track(),
                Kind.CRITICISM,
                points,
                new LocalizedText(
                        "通报批评（" + number + "）扣 " + points.toPlainString() + " 分",
                        "criticised by notice " + number + ": " + points.toPlainString()),
                evidence.counted());
    }
}
