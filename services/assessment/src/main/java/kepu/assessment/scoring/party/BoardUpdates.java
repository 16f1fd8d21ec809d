package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.BoardEvent;
import org.apache.commons.numbers.fraction.BigFraction;

/** P08 宣传栏: days with an update against a target, less points for every gap that is too long. */
record BoardUpdates(int updates, BigFraction points, int gapDays, BigFraction pointsPerGap) implements Policy {
    BoardUpdates(Parameters parameters) {
        this(
                parameters.positive("updates"),
                parameters.fraction("points"),
                parameters.positive("gapDays"),
                parameters.points("pointsPerGap"));
    }

    @Override
    public LocalizedText formula() {
        String full = Fractions.plain(points);
        String lost = Fractions.plain(pointsPerGap);
        return new LocalizedText(
                "(" + full + "×min(1, 更新天数 ÷ " + updates + ")− 每个超过 " + gapDays + " 天的间隔 " + lost + " 分)÷ " + full
                        + "，不低于 0；更新天数按存续天数折算",
                "(" + full + " × min(1, days with an update ÷ " + updates + ") − " + lost
                        + " for every gap longer than " + gapDays + " days) ÷ " + full
                        + ", not below 0; the updates are pro rata of the own days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        SortedSet<LocalDate> days = new TreeSet<>();
        LocalDate last = LocalDate.MIN;
        for (DatedEvent<BoardEvent> update : unit.heldOnElapsedDays(BoardEvent.class, evidence)) {
            if (!update.date().equals(last)) { // in order: most are of the day of the one before
                last = update.date();
                days.add(last);
            }
            evidence.counts(update);
        }
        List<Map<String, Object>> gaps = gaps(days, unit.elapsed().first(), unit.reckoningDay());
        BigFraction target = unit.proRata(updates);
        BigFraction deducted = pointsPerGap.multiply(gaps.size());
        BigFraction left = Fractions.capped(BigFraction.of(days.size()).divide(target))
                .multiply(points)
                .subtract(deducted);
        return PolicyResult.of(
                left.signum() < 0 ? BigFraction.ZERO : left.divide(points),
                new FormulaNumbers()
                        .put("updateDays", days.size())
                        .put("target", target)
                        .put("days", days.stream().map(LocalDate::toString).toList())
                        .put("gapDays", gapDays)
                        .put("gaps", gaps)
                        .put("deducted", deducted)
                        .put("fullPoints", points),
                evidence);
    }

    /** The day before the first elapsed day opens the first gap, the day of reckoning closes the last one. */
    private List<Map<String, Object>> gaps(
            SortedSet<LocalDate> updateDays, LocalDate firstDay, LocalDate reckoningDay) {
        List<Map<String, Object>> gaps = new ArrayList<>();
        List<LocalDate> ends = new ArrayList<>(updateDays);
        ends.add(reckoningDay);
        LocalDate from = firstDay.minusDays(1);
        for (LocalDate to : ends) {
            int days = (int) (to.toEpochDay() - from.toEpochDay());
            if (days > gapDays) {
                gaps.add(new FormulaNumbers()
                        .put("from", from)
                        .put("to", to)
                        .put("days", days)
                        .asMap());
            }
            from = to;
        }
        return gaps;
    }
}
