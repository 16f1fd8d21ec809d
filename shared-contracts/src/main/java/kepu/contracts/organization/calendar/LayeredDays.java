package kepu.contracts.organization.calendar;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import kepu.contracts.WorkingDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.NamesDays;

/**
 * The working days that follow from calendars: of a day that several name, the lowest layer decides, within a layer the later
 * year; a day that none names is one from Monday to Friday. The order of the calendars means nothing.
 */
public final class LayeredDays implements WorkingDays {
    private static final Comparator<NamedDay> BY_WEIGHT =
            Comparator.comparing(NamedDay::layer).thenComparing(NamedDay::year).thenComparing(NamedDay::working);

    private final NavigableMap<LocalDate, NamedDay> named = new TreeMap<>();

    private LayeredDays() {}

    /**
     * A day that a calendar names.
     *
     * @param working whether it is a make-up day; else a holiday
     * @param layer of the calendar that decides
     * @param year of that calendar
     */
    public record NamedDay(LocalDate date, boolean working, Layer layer, int year) {}

    public static LayeredDays of(Collection<? extends NamesDays> calendars) {
        LayeredDays days = new LayeredDays();
        for (NamesDays calendar : calendars) {
            days.add(calendar, calendar.holidays(), false);
            days.add(calendar, calendar.makeUpDays(), true);
        }
        return days;
    }

    private void add(NamesDays calendar, Set<LocalDate> dates, boolean working) {
        for (LocalDate date : dates) {
            NamedDay day = new NamedDay(date, working, calendar.layer(), calendar.year());
            named.merge(date, day, (one, other) -> BY_WEIGHT.compare(one, other) < 0 ? other : one);
        }
    }

    @Override
    public boolean include(LocalDate day) {
        NamedDay its = named.get(day);
        return its == null ? MONDAY_TO_FRIDAY.include(day) : its.working();
    }

    /** Those that a calendar names, in a year, in their order. */
    public List<NamedDay> named(int year) {
        return List.copyOf(named.subMap(LocalDate.of(year, 1, 1), true, LocalDate.of(year, 12, 31), true)
                .values());
    }
}
