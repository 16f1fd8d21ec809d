package kepu.readingrooms.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kepu.readingrooms.opening.Statement.Session;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final Session MORNING = session("09:00", "12:00");

    @Test
    void the_minutes_of_all_sessions_count_together() {
        assertThat(open(MORNING, session("14:30", "17:15")).minutes()).isEqualTo(180 + 165);
    }

    @Test
    void a_closed_day_has_no_minutes() {
        assertThat(new Statement(List.of(), "停电").minutes()).isZero();
    }

    @Test
    void a_room_is_either_open_or_closed_for_a_reason() {
        refuses("day-needs-sessions-or-reason", () -> new Statement(List.of(), null));
        refuses("day-needs-sessions-or-reason", () -> new Statement(List.of(MORNING), "停电"));
    }

    @Test
    void a_session_ends_at_least_a_minute_after_its_start() {
        assertThat(open(session("09:00", "09:01")).minutes()).isEqualTo(1);
        refuses("session-ends-before-start", () -> session("09:00", "09:00"));
        refuses("session-ends-before-start", () -> session("22:00", "01:00"));
    }

    @Test
    void sessions_may_touch_but_not_overlap() {
        assertThat(open(MORNING, session("12:00", "13:00")).minutes()).isEqualTo(240);
        refuses("sessions-overlap", () -> open(MORNING, session("11:59", "13:00")));
        refuses("sessions-overlap", () -> open(MORNING, session("10:00", "11:00")));
        refuses("sessions-overlap", () -> open(MORNING, MORNING));
    }

    @Test
    void the_order_in_which_sessions_are_stated_means_nothing() {
        assertThat(open(session("14:00", "15:00"), MORNING)).isEqualTo(open(MORNING, session("14:00", "15:00")));
        refuses("sessions-overlap", () -> open(session("11:59", "13:00"), MORNING));
    }

    @Test
    void a_session_may_last_until_the_end_of_the_day() {
        assertThat(open(session("20:00", "24:00")).minutes()).isEqualTo(240);
        assertThat(open(session("20:00", "23:59")).minutes()).isEqualTo(239);
        assertThat(open(session("23:59", "24:00")).minutes()).isEqualTo(1);
        assertThat(open(session("00:00", "24:00")).minutes()).isEqualTo(1440);
        assertThat(session("20:00", "24:00").ends()).isEqualTo("24:00");
    }

    @Test
    void the_midnight_before_a_day_is_no_end() {
        refuses("session-ends-before-start", () -> session("20:00", "00:00"));
        refuses("session-ends-before-start", () -> session("00:00", "00:00"));
    }

    @Test
    void what_lasts_until_the_end_of_the_day_overlaps_whatever_begins_later() {
        assertThat(open(session("18:00", "20:00"), session("20:00", "24:00")).minutes())
                .isEqualTo(360);
        refuses("sessions-overlap", () -> open(session("20:00", "24:00"), session("23:00", "23:30")));
        refuses("sessions-overlap", () -> open(session("00:00", "24:00"), session("00:00", "01:00")));
        refuses("sessions-overlap", () -> open(session("20:00", "24:00"), session("22:00", "24:00")));
    }

    private static Statement open(Session... sessions) {
        return new Statement(List.of(sessions), null);
    }

    private static Session session(String from, String to) {
        return Session.of(from, to);
    }

    private static void refuses(String code, ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        OpeningRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
