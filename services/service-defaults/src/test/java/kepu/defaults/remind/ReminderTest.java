package kepu.defaults.remind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.contracts.volunteers.TeamReminderEvent.TeamReminded;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class ReminderTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant SINCE = local("2026-02-20T09:30");

    private final Reminder reminder = new Reminder("t1:TEAM_UNDERSTAFFED", "990101201201") {};

    @Test
    void a_matter_is_told_of_once_a_week_and_the_week_ends_on_sunday_at_midnight() {
        DomainEvents monday = at("2026-03-09T00:00");
        assertThat(monday.events()).containsExactly(reminded("2026-W11"));
        assertThat(at("2026-03-15T23:59").events()).isEmpty();
        assertThat(at("2026-03-16T00:00").events()).containsExactly(reminded("2026-W12"));
    }

    @Test
    void a_clock_that_lags_behind_tells_of_no_earlier_week_again() {
        at("2026-03-16T00:00");

        assertThat(at("2026-03-15T23:59").events()).isEmpty();
        assertThat(at("2026-03-17T00:00").events()).isEmpty();
    }

    @Test
    void a_week_belongs_to_the_year_that_has_its_thursday() {
        assertThat(Reminder.weekOf(local("2027-01-03T23:59"), ZONE)).isEqualTo("2026-W53");
        assertThat(Reminder.weekOf(local("2027-01-04T00:00"), ZONE)).isEqualTo("2027-W01");
        assertThat(Reminder.weekOf(local("2024-12-30T00:00"), ZONE)).isEqualTo("2025-W01");
    }

    private DomainEvents at(String time) {
        Instant now = local(time);
        return reminder.remind(Reminder.weekOf(now, ZONE), now, ReminderTest::reminded);
    }

    private static TeamReminded reminded(String week) {
        return new TeamReminded("t1", "TEAM_UNDERSTAFFED", SINCE, week);
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(ZONE).toInstant();
    }
}
