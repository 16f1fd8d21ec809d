package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import kepu.assessment.scoring.supervision.Veto;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.jspecify.annotations.Nullable;

/**
 * The score of one unit for one year, as of a day, with all that explains it.
 *
 * @param asOf last day whose facts count
 * @param reckoningDay {@code asOf}, or the last day of the year once that is over
 * @param firstDay first day of the unit, in whatever year
 * @param ownDays days of the year on which the unit exists, as known on {@code asOf}
 * @param elapsedDays own days up to the day of reckoning, at least 1
 * @param indicators in the order of the scheme
 * @param party track P with 4 decimals: exactly the sum of its points and adjustments, not below 0
 * @param science track S likewise
 * @param composite of both tracks by their shares, with 2 decimals; of a vetoed year at most the cap
 * @param band of the composite, before any quota; of a vetoed year 不合格
 * @param veto null: the year is not vetoed
 * @param overdueOrders how many orders of the year are overdue, or were until they were put right, whatever that takes
 */
public record Scorecard(
        String unitId,
        String scheme,
        int schemeVersion,
        int year,
        LocalDate asOf,
        LocalDate reckoningDay,
        LocalDate firstDay,
        int ownDays,
        int elapsedDays,
        List<IndicatorResult> indicators,
        List<Adjustment> adjustments,
        BigDecimal party,
        BigDecimal science,
        BigDecimal composite,
        Band band,
        @Nullable Veto veto,
        int overdueOrders) {
    public Scorecard {
        indicators = List.copyOf(indicators);
        adjustments = List.copyOf(adjustments);
    }

    /** @throws IllegalArgumentException if the scheme of the card has no such indicator */
    public IndicatorResult indicator(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(scheme + " has no indicator " + code));
    }

    /** What is taken beside the indicators. */
    public List<Adjustment> deductions() {
        return adjustments.stream()
                .filter(adjustment -> adjustment.kind() != Adjustment.Kind.BONUS)
                .toList();
    }

    /** First of the days that the card rests on. */
    public LocalDate firstElapsedDay() {
        LocalDate yearStart = LocalDate.of(year, 1, 1);
        return firstDay.isAfter(yearStart) ? firstDay : yearStart;
    }

    /** Last of the days that the card rests on; before the day of reckoning if the unit had closed by then. */
    public LocalDate lastElapsedDay() {
        return firstElapsedDay().plusDays(elapsedDays - 1L);
    }

    /** The same without what explains it. */
    public Scorecard withoutIndicators() {
        return new Scorecard(
                unitId,
                scheme,
                schemeVersion,
                year,
                asOf,
                reckoningDay,
                firstDay,
                ownDays,
                elapsedDays,
                List.of(),
                adjustments,
                party,
                science,
                composite,
                band,
                veto,
                overdueOrders);
    }
}
