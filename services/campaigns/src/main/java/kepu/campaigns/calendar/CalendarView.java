package kepu.campaigns.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.campaigns.activity.Activities.Dated;
import kepu.campaigns.window.Windows;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import org.jspecify.annotations.Nullable;

/**
 * A unit's year as its calendar shows it.
 *
 * @param windows those that hold for the unit; three, unless its county set others
 * @param months from January to December
 * @param gaps what is over, or has begun, without an activity
 */
record CalendarView(String unitId, int year, List<WindowOfYear> windows, List<Month> months, Gaps gaps) {
    /** 已开展, 未开展, 进行中, 未开始. */
    enum Standing {
        KEPT,
        MISSED,
        UNDER_WAY,
        AHEAD
    }

    /** @param activities ids of those held in it and named for it */
    record WindowOfYear(
            @Nullable Campaign campaign,
            @Nullable String furtherCampaign,
            String name,
            LocalDate from,
            LocalDate to,
            String theme,
            Standing standing,
            List<String> activities) {}

    record Month(int month, List<Dated> activities) {}

    /**
     * What lacks an activity.
     *
     * @param windows that are over, of the three
     * @param furtherWindows that are over, of those that the county added
     * @param months that are over
     */
    record Gaps(List<Campaign> windows, List<String> furtherWindows, List<Integer> months) {}

    static CalendarView of(
            String unitId, int year, LocalDate today, List<Windows.Set> windows, List<Dated> activities) {
        List<WindowOfYear> ofYear = windows.stream()
                .map(window -> window(window, today, activities))
                .toList();
        Map<Integer, List<Dated>> byMonth = activities.stream()
                .collect(Collectors.groupingBy(activity -> activity.date().getMonthValue()));
        List<Month> months = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> new Month(month, byMonth.getOrDefault(month, List.of())))
                .toList();
        List<WindowOfYear> missed = ofYear.stream()
                .filter(window -> window.standing() == Standing.MISSED)
                .toList();
        List<Campaign> missedOfThree = missed.stream()
                .map(WindowOfYear::campaign)
                .filter(Objects::nonNull)
                .toList();
        List<String> missedFurther = missed.stream()
                .map(WindowOfYear::furtherCampaign)
                .filter(Objects::nonNull)
                .toList();
        List<Integer> without = months.stream()
                .filter(month -> month.activities().isEmpty())
                .map(Month::month)
                .filter(month -> LocalDate.of(year, month, 1).plusMonths(1).compareTo(today) <= 0)
                .toList();
        return new CalendarView(unitId, year, ofYear, months, new Gaps(missedOfThree, missedFurther, without));
    }

    private static WindowOfYear window(Windows.Set window, LocalDate today, List<Dated> activities) {
        List<String> held = activities.stream()
                .filter(activity -> window.isOf(activity.campaign(), activity.furtherCampaign())
                        && window.dates().include(activity.date()))
                .map(Dated::id)
                .toList();
        return new WindowOfYear(
                window.campaign(),
                window.furtherCampaign(),
                window.name(),
                window.dates().from(),
                window.dates().to(),
                window.theme(),
                standing(window.dates(), today, !held.isEmpty()),
                held);
    }

    private static Standing standing(Windows.Dates dates, LocalDate today, boolean isKept) {
        if (isKept) {
            return Standing.KEPT;
        }
        if (today.isAfter(dates.to())) {
            return Standing.MISSED;
        }
        return today.isBefore(dates.from()) ? Standing.AHEAD : Standing.UNDER_WAY;
    }
}
