package kepu.defaults.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import kepu.contracts.WorkingDays;
import kepu.contracts.organization.calendar.LayeredDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static Deadline at(String localTime) {
        return at(localTime, WorkingDays.MONDAY_TO_FRIDAY);
    }

    private static Deadline at(String localTime, WorkingDays workingDays) {
        return new Deadline(workingDays, LocalDate.ofInstant(instant(localTime), ZONE), ZONE, 15);
    }

    private static Instant instant(String localTime) {
        return LocalDateTime.parse(localTime).atZone(ZONE).toInstant();
    }

    @Test
    void the_fifteenth_working_day_is_counted_from_the_local_day_of_beginning() {
        Deadline deadline = at("2025-03-03T08:00");
        // Monday 3 March: three whole weeks; 16:00 UTC of a Sunday is Monday already
        assertThat(deadline.of(instant("2025-03-03T23:59:59"))).isEqualTo("2025-03-24");
        assertThat(deadline.of(Instant.parse("2025-03-02T16:00:00Z"))).isEqualTo("2025-03-24");
        assertThat(deadline.of(Instant.parse("2025-03-02T15:59:59Z"))).isEqualTo("2025-03-21");
    }

    @Test
    void a_deadline_has_not_passed_on_its_day_and_has_on_the_next() {
        Instant begun = instant("2025-03-03T23:59:59");
        assertThat(at("2025-03-24T23:59:59").hasPassed(begun)).isFalse();
        assertThat(at("2025-03-25T00:00:00").hasPassed(begun)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-24", "2025-03-25", "2025-03-28", "2025-03-29", "2025-03-30", "2025-03-31"})
    void what_began_before_one_instant_has_passed_and_nothing_else(String today) {
        Deadline deadline = at(today + "T12:00");
        for (LocalDate day = LocalDate.parse("2025-02-20");
                !day.isAfter(LocalDate.parse(today));
                day = day.plusDays(1)) {
            Instant begun = day.atTime(12, 0).atZone(ZONE).toInstant();
            assertThat(deadline.hasPassed(begun))
                    .as("begun on %s, asked on %s", day, today)
                    .isEqualTo(deadline.of(begun).isBefore(LocalDate.parse(today)));
        }
    }

    @Test
    void a_holiday_puts_the_deadline_off_by_a_day_and_a_make_up_day_brings_it_forward() {
        WorkingDays tombSweeping = LayeredDays.of(List.of(new WorkingCalendarAnnounced(
                "c",
                2025,
                Layer.NATION,
                Set.of(LocalDate.parse("2025-04-04")),
                Set.of(LocalDate.parse("2025-04-27")),
                "authority",
                "number")));
        // Thursday 3 April + 15 is Thursday the 24th; Monday 14 April + 15 is Monday 5 May
        assertThat(at("2025-04-03T12:00").of(instant("2025-04-03T09:00"))).isEqualTo("2025-04-24");
        Deadline deadline = at("2025-04-25T23:59:59", tombSweeping);
        assertThat(deadline.of(instant("2025-04-03T09:00"))).isEqualTo("2025-04-25");
        assertThat(deadline.hasPassed(instant("2025-04-03T09:00"))).isFalse();
        assertThat(at("2025-04-26T00:00:00", tombSweeping).hasPassed(instant("2025-04-03T09:00")))
                .isTrue();
        assertThat(deadline.of(instant("2025-04-14T09:00"))).isEqualTo("2025-05-02");
    }

    @Test
    void due_soon_is_what_is_due_today_or_on_the_next_working_day() {
        // Friday 13 March: due are those of Friday 6 to Sunday 8 today, those of Monday 9 on Monday 16
        Deadline friday = new Deadline(WorkingDays.MONDAY_TO_FRIDAY, LocalDate.parse("2026-03-13"), ZONE, 5);

        assertThat(friday.passedIfBegunBefore()).isEqualTo(instant("2026-03-06T00:00"));
        assertThat(friday.dueSoonIfBegunBefore()).isEqualTo(instant("2026-03-10T00:00"));
    }
}
