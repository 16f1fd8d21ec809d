package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {
    @ParameterizedTest(name = "{1} working days after {0}: {2}")
    @CsvSource({
        "2025-03-03, 1, 2025-03-04", // Monday
        "2025-03-03, 5, 2025-03-10",
        "2025-03-03, 15, 2025-03-24",
        "2025-03-06, 1, 2025-03-07", // Thursday
        "2025-03-07, 1, 2025-03-10", // Friday
        "2025-03-08, 1, 2025-03-10", // Saturday
        "2025-03-09, 1, 2025-03-10", // Sunday
        "2025-03-08, 15, 2025-03-28",
        "2025-12-26, 5, 2026-01-02", // across the year's end
        "2025-03-08, 0, 2025-03-08"
    })
    void the_day_itself_and_weekends_are_not_counted(LocalDate day, int n, LocalDate last) {
        assertThat(WorkingDays.MONDAY_TO_FRIDAY.after(day, n)).isEqualTo(last);
    }

    @Test
    void a_calendar_moves_the_deadline_by_its_holidays_and_make_up_days() {
        Set<LocalDate> holidays = Set.of(LocalDate.parse("2025-10-01"), LocalDate.parse("2025-10-02"));
        LocalDate madeUp = LocalDate.parse("2025-09-28"); // a Sunday
        WorkingDays calendar =
                day -> day.equals(madeUp) || WorkingDays.MONDAY_TO_FRIDAY.include(day) && !holidays.contains(day);

        // Sunday 28, Monday 29, Tuesday 30, Friday 3
        assertThat(calendar.after(LocalDate.parse("2025-09-27"), 4)).isEqualTo("2025-10-03");
    }
}
