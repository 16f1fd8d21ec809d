package kepu.volunteers.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static Deadline at(String localTime) {
        return new Deadline(Clock.fixed(instant(localTime), ZoneOffset.UTC), ZONE, 15);
    }

    private static Instant instant(String localTime) {
        return LocalDateTime.parse(localTime).atZone(ZONE).toInstant();
    }

    @Test
    void the_fifteenth_working_day_is_counted_from_the_local_day_of_raising() {
        Deadline deadline = at("2025-03-03T08:00");
        // Monday 3 March: three whole weeks; 16:00 UTC of a Sunday is Monday already
        assertThat(deadline.of(instant("2025-03-03T23:59:59"))).isEqualTo("2025-03-24");
        assertThat(deadline.of(Instant.parse("2025-03-02T16:00:00Z"))).isEqualTo("2025-03-24");
        assertThat(deadline.of(Instant.parse("2025-03-02T15:59:59Z"))).isEqualTo("2025-03-21");
    }

    @Test
    void a_deadline_has_not_passed_on_its_day_and_has_on_the_next() {
        Instant raised = instant("2025-03-03T23:59:59");
        assertThat(at("2025-03-24T23:59:59").hasPassed(raised)).isFalse();
        assertThat(at("2025-03-25T00:00:00").hasPassed(raised)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-24", "2025-03-25", "2025-03-28", "2025-03-29", "2025-03-30", "2025-03-31"})
    void what_was_raised_before_one_instant_has_passed_and_nothing_else(String today) {
        Deadline deadline = at(today + "T12:00");
        for (LocalDate day = LocalDate.parse("2025-02-20");
                !day.isAfter(LocalDate.parse(today));
                day = day.plusDays(1)) {
            Instant raised = day.atTime(12, 0).atZone(ZONE).toInstant();
            assertThat(deadline.hasPassed(raised))
                    .as("raised on %s, asked on %s", day, today)
                    .isEqualTo(deadline.of(raised).isBefore(LocalDate.parse(today)));
        }
    }
}
