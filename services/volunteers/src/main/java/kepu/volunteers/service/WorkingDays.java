package kepu.volunteers.service;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Working days (工作日): Monday to Friday, until a calendar of holidays and make-up days takes this class's place. */
final class WorkingDays {
    private WorkingDays() {}

    /** The n-th working day after a date. */
    static LocalDate after(LocalDate date, int n) {
        LocalDate day = date;
        for (int left = n; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day;
    }
}
