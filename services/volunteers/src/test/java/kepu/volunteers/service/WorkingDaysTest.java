package kepu.volunteers.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {
    @ParameterizedTest
    @CsvSource({
        // 2 June 2025 is a Monday
        "2025-06-02, 1, 2025-06-03",
        "2025-06-02, 4, 2025-06-06",
        "2025-06-02, 5, 2025-06-09",
        "2025-06-02, 10, 2025-06-16",
        "2025-06-06, 1, 2025-06-09",
        "2025-06-07, 1, 2025-06-09",
        "2025-06-08, 1, 2025-06-09",
        "2025-06-08, 10, 2025-06-20",
        "2025-12-31, 10, 2026-01-14"
    })
    void the_nth_working_day_after_a_date_skips_saturdays_and_sundays(LocalDate date, int n, LocalDate expected) {
        assertThat(WorkingDays.after(date, n)).isEqualTo(expected);
    }
}
