package kepu.readingrooms.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.readingrooms.room.Rooms;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomDayTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate STANDS = LocalDate.of(2024, 3, 1);
    private static final LocalDate DATE = LocalDate.of(2025, 3, 5);
    private static final LocalDate TODAY = LocalDate.of(2025, 4, 1);
    private static final LocalDateTime NOW = TODAY.atTime(12, 0);
    private static final Statement MORNING =
            new Statement(List.of(new Statement.Session(LocalTime.of(8, 0), LocalTime.of(12, 0))), null);
    private static final Statement CLOSED = new Statement(List.of(), "停电");

    @Test
    void an_open_day_tells_its_minutes_and_happens_at_the_start_of_the_local_day() {
        var told = day(DATE).record(MORNING, "keeper-1", days(null), SHANGHAI);

        assertThat(told.occurredAt()).isEqualTo(Instant.parse("2025-03-04T16:00:00Z"));
        assertThat(told.events()).containsExactly(new DayOpened("r1", DATE, 240));
    }

    @Test
    void a_closed_day_tells_why() {
        var told = day(DATE).record(CLOSED, "keeper-1", days(null), SHANGHAI);

        assertThat(told.events()).containsExactly(new DayClosed("r1", DATE, "停电"));
    }

    @Test
    void today_can_be_recorded_but_not_tomorrow() {
        assertThat(day(TODAY).record(MORNING, "keeper-1", days(null), SHANGHAI).events())
                .hasSize(1);
        refuses("date-in-future", () -> day(TODAY.plusDays(1)).record(MORNING, "keeper-1", days(null), SHANGHAI));
    }

    @Test
    void a_session_that_ends_now_can_be_recorded_and_one_that_ends_a_minute_later_cannot() {
        Statement upToNow = until(LocalTime.of(12, 0));
        Statement longer = until(LocalTime.of(12, 1));

        assertThat(day(TODAY).record(upToNow, "keeper-1", days(null), SHANGHAI).events())
                .hasSize(1);
        refuses("session-not-over", () -> day(TODAY).record(longer, "keeper-1", days(null), SHANGHAI));
        RoomDay day = day(TODAY);
        day.record(upToNow, "keeper-1", days(null), SHANGHAI);
        refuses("session-not-over", () -> day.correct(longer, "keeper-1", days(null), SHANGHAI));
        refuses(
                "session-not-over",
                () -> day(TODAY).record(until(LocalTime.MIDNIGHT), "keeper-1", days(null), SHANGHAI));
        assertThat(day(TODAY.minusDays(1))
                        .record(until(LocalTime.MIDNIGHT), "keeper-1", days(null), SHANGHAI)
                        .events())
                .hasSize(1);
    }

    private static Statement until(LocalTime end) {
        return new Statement(List.of(new Statement.Session(LocalTime.of(9, 0), end)), null);
    }

    @Test
    void the_day_on_which_the_room_was_set_up_can_be_recorded_but_not_the_one_before() {
        assertThat(day(STANDS).record(MORNING, "keeper-1", days(null), SHANGHAI).events())
                .hasSize(1);
        refuses("day-before-room", () -> day(STANDS.minusDays(1)).record(MORNING, "keeper-1", days(null), SHANGHAI));
    }

    @Test
    void the_day_of_the_retirement_can_be_recorded_but_not_the_one_after() {
        Instant retired = Instant.parse("2025-03-05T15:59:59Z");

        assertThat(day(DATE)
                        .record(MORNING, "keeper-1", days(retired), SHANGHAI)
                        .events())
                .hasSize(1);
        refuses(
                "day-after-retirement",
                () -> day(DATE.plusDays(1)).record(MORNING, "keeper-1", days(retired), SHANGHAI));
    }

    @Test
    void a_day_after_the_retirement_is_withdrawn_and_not_corrected() {
        RoomDay day = recorded();
        Instant dayBefore = Instant.parse("2025-03-04T15:59:59Z");

        refuses("day-after-retirement", () -> day.correct(CLOSED, "keeper-1", days(dayBefore), SHANGHAI));
        assertThat(day.correct(CLOSED, "keeper-1", days(dayBefore.plusSeconds(1)), SHANGHAI)
                        .events())
                .hasSize(1);
        assertThat(day.withdraw("登记错误", SHANGHAI).events()).hasSize(1);
    }

    @Test
    void the_life_of_a_room_is_reckoned_in_local_days() {
        Instant lateInTheEveningOfMarch4 = Instant.parse("2025-03-04T15:59:59Z");

        assertThat(days(lateInTheEveningOfMarch4).last()).isEqualTo(DATE.minusDays(1));
        assertThat(days(lateInTheEveningOfMarch4.plusSeconds(1)).last()).isEqualTo(DATE);
    }

    @Test
    void a_day_is_recorded_once_and_then_corrected() {
        RoomDay day = recorded();

        refuses("day-already-recorded", () -> day.record(CLOSED, "keeper-1", days(null), SHANGHAI));
        var told = day.correct(CLOSED, "keeper-2", days(null), SHANGHAI);

        assertThat(told.occurredAt()).isEqualTo(Instant.parse("2025-03-04T16:00:00Z"));
        assertThat(told.events()).containsExactly(new DayClosed("r1", DATE, "停电"));
        assertThat(day.statement()).isEqualTo(CLOSED);
        assertThat(day.recordedBy()).isEqualTo("keeper-2");
    }

    @Test
    void a_withdrawn_day_is_unknown_again_and_can_be_recorded_anew() {
        RoomDay day = recorded();

        var told = day.withdraw("登记错误", SHANGHAI);

        assertThat(told.occurredAt()).isEqualTo(Instant.parse("2025-03-04T16:00:00Z"));
        assertThat(told.events()).containsExactly(new DayWithdrawn("r1", DATE, "登记错误"));
        refuses("already-withdrawn", () -> day.withdraw("再次", SHANGHAI));
        refuses("already-withdrawn", () -> day.correct(CLOSED, "keeper-1", days(null), SHANGHAI));

        assertThat(day.record(CLOSED, "keeper-1", days(null), SHANGHAI).events())
                .containsExactly(new DayClosed("r1", DATE, "停电"));
        assertThat(day.withdrawn()).isFalse();
    }

    private static RoomDay day(LocalDate date) {
        return RoomDay.blank("990101201201", "r1", date);
    }

    private static RoomDay recorded() {
        RoomDay day = day(DATE);
        day.record(MORNING, "keeper-1", days(null), SHANGHAI);
        return day;
    }

    private static RecordableDays days(@Nullable Instant retiredAt) {
        Instant standsSince = STANDS.atTime(15, 0).atZone(SHANGHAI).toInstant();
        var room = new Rooms.Known(
                "r1", "990101201201", Level.VILLAGE, "青禾书屋", standsSince, null, null, null, null, retiredAt, null, 1);
        return RecordableDays.of(room, NOW, SHANGHAI);
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        OpeningRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
