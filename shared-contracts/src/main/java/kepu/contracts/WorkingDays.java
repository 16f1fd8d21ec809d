package kepu.contracts;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Which days are working days (工作日), in which deadlines are counted; see {@code organization.calendar} for those by calendars. */
@FunctionalInterface
public interface WorkingDays {
    /** Without holidays and make-up days. */
    WorkingDays MONDAY_TO_FRIDAY = day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;

    boolean include(LocalDate day);

    /** The n-th working day after a day: what is due within n working days of it is in time up to that day's end. */
    default LocalDate after(LocalDate day, int n) {
        LocalDate last = day;
        for (int left = n; left > 0; left -= include(last) ? 1 : 0) {
            last = last.plusDays(1);
        }
        return last;
    }
}
