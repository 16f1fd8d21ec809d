package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.util.Set;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What people see of calendars and days. */
@Component
class OpeningViews {
    private final AggregateStore store;

    OpeningViews(AggregateStore store) {
        this.store = store;
    }

    /** {@code weeks} is how many ISO weeks the year has. */
    record CalendarView(String roomId, String unitId, int year, int weeks, Set<Integer> exemptWeeks, long version) {}

    CalendarView calendar(String roomId, int year) {
        OpeningCalendar calendar = store.get(OpeningCalendar.class, OpeningCalendar.id(roomId, year));
        return new CalendarView(
                roomId, calendar.unitId(), year, calendar.weeks(), calendar.exemptWeeks(), calendar.version());
    }

    Openings.DayView day(String roomId, LocalDate date) {
        return Openings.view(store.get(RoomDay.class, RoomDay.id(roomId, date)));
    }
}
