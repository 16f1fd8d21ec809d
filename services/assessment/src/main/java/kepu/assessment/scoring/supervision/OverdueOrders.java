package kepu.assessment.scoring.supervision;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.supervision.Deduction.Kind;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import org.jspecify.annotations.Nullable;

/**
 * What overdue orders (逾期整改) take from track P, each for itself, growing with each week that has begun until evidence that
 * is accepted is handed in.
 *
 * @param first for the first week
 * @param furtherWeek for each further week that has begun
 * @param most for one order
 */
public record OverdueOrders(BigDecimal first, BigDecimal furtherWeek, BigDecimal most) {
    private static final int DAYS_OF_WEEK = 7;

    public OverdueOrders {
        requirePoints("first", first);
        requirePoints("furtherWeek", furtherWeek);
        requirePoints("most", most);
    }

    private static void requirePoints(String name, @Nullable BigDecimal points) {
        if (points == null) {
            throw new SchemeRejection(
                    "scheme-incomplete",
                    name,
                    new LocalizedText("overdueOrders 缺少 '" + name + "'", "overdueOrders: '" + name + "' is missing"));
        }
        if (points.signum() < 0 || points.scale() > 4) {
            throw new SchemeRejection(
                    "scheme-overdue-orders",
                    name,
                    new LocalizedText(
                            "扣分不小于 0，至多 4 位小数，不能是 " + points,
                            "a deduction is not below 0 and has at most 4 decimals, not " + points));
        }
    }

    /** One for each order of the year that is overdue, or was until it was put right, in the order of their issue. */
    public List<Deduction> of(UnitYear unit) {
        return RectificationOrder.of(unit).stream()
                .filter(RectificationOrder::isOverdue)
                .map(order -> deduction(order, unit))
                .toList();
    }

    /** How many orders of the year are overdue, or were until they were put right; whatever a scheme takes for them. */
    public static int count(UnitYear unit) {
        return Math.toIntExact(RectificationOrder.of(unit).stream()
                .filter(RectificationOrder::isOverdue)
                .count());
    }

    private Deduction deduction(RectificationOrder order, UnitYear unit) {
        long days = ChronoUnit.DAYS.between(order.deadline(), order.overdueUntil());
        long weeks = (days + DAYS_OF_WEEK - 1) / DAYS_OF_WEEK;
        BigDecimal points =
                first.add(furtherWeek.multiply(BigDecimal.valueOf(weeks - 1))).min(most);
        Evidence evidence = unit.newEvidence();
        order.events().forEach(evidence::counts);
        String matter = order.matter().lines().findFirst().orElse("");
        String plain = points.stripTrailingZeros().toPlainString();
        return new Deduction(
                order.id(),
                Track.P,
                Kind.OVERDUE_ORDER,
                points,
                new LocalizedText(
                        "整改单“" + matter + "”（期限 " + order.deadline() + "）逾期 " + days + " 天，扣 " + plain + " 分",
                        "order \"" + matter + "\" (deadline " + order.deadline() + ") " + days + " days overdue: "
                                + plain),
                evidence.counted());
    }
}
