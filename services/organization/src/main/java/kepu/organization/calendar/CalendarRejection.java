package kepu.organization.calendar;

import java.time.LocalDate;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.defaults.Rejection;

/** Why a calendar of working days is refused. */
final class CalendarRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private CalendarRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static CalendarRejection notOfACounty(String unitId) {
        return new CalendarRejection(422, "calendar-not-of-county", unitId);
    }

    static CalendarRejection dayOfOtherYear(LocalDate day, LocalDate first, LocalDate last) {
        return new CalendarRejection(422, "calendar-day-of-other-year", day, first, last);
    }

    static CalendarRejection bothHolidayAndMadeUp(LocalDate day) {
        return new CalendarRejection(422, "holiday-and-make-up-day", day);
    }

    static CalendarRejection secondOfThatLayer(int year, Layer layer) {
        // as a number the year would be written 2,026
        return new CalendarRejection(409, "second-calendar-of-that-layer", String.valueOf(year), layer);
    }
}
