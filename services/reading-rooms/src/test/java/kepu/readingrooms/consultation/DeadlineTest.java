package kepu.readingrooms.consultation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T00:00, 2026-03-09", // Monday: the next one
        "2026-03-06T23:59:59, 2026-03-13", // Friday, Saturday and Sunday alike
        "2026-03-07T00:00, 2026-03-13",
        "2026-03-08T23:59:59, 2026-03-13",
        "2026-12-31T23:59:59, 2027-01-07"
    })
    void a_consultation_is_due_five_working_days_after_its_local_day(LocalDateTime asked, LocalDate due) {
        assertThat(on("2026-03-10").of(instant(asked))).isEqualTo(due);
    }

    @Test
    void the_day_itself_is_in_time_and_the_next_one_is_not() {
        Instant monday = instant(LocalDateTime.parse("2026-03-02T10:00"));

        assertThat(on("2026-03-09").hasPassed(monday)).isFalse();
        assertThat(on("2026-03-10").hasPassed(monday)).isTrue();
    }

    @Test
    void due_soon_is_what_is_due_today_or_on_the_next_working_day() {
        // Friday 13 March: due are those of Friday 6 to Sunday 8 today, those of Monday 9 on Monday 16
        Deadline friday = on("2026-03-13");

        assertThat(friday.passedIfAskedBefore()).isEqualTo(instant(LocalDateTime.parse("2026-03-06T00:00")));
        assertThat(friday.dueSoonIfAskedBefore()).isEqualTo(instant(LocalDateTime.parse("2026-03-10T00:00")));
    }

    private static Deadline on(String today) {
        return new Deadline(WorkingDays.MONDAY_TO_FRIDAY, LocalDate.parse(today), ZONE, 5);
    }

    private static Instant instant(LocalDateTime local) {
        return local.atZone(ZONE).toInstant();
    }
}
