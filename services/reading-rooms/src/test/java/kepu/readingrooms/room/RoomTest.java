package kepu.readingrooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.readingrooms.RoomEvent.KeeperAssigned;
import kepu.contracts.readingrooms.RoomEvent.KeeperLeft;
import kepu.contracts.readingrooms.RoomEvent.KeeperTermSet;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomTest {
    private static final Instant STANDS = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2024-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2024-06-01T00:00:00Z");

    @Test
    void a_room_tells_its_level_and_name_from_the_time_on_that_it_stands() {
        var told = room(Level.VILLAGE).register(Kind.VILLAGE);

        assertThat(told.occurredAt()).isEqualTo(STANDS);
        assertThat(told.events()).containsExactly(new RoomRegistered("r1", Level.VILLAGE, "青禾书屋"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_village_room_belongs_to_a_village_and_to_no_other_kind_of_unit(Kind kind) {
        if (kind == Kind.VILLAGE) {
            assertThat(room(Level.VILLAGE).register(kind).events()).hasSize(1);
        } else {
            refuses("wrong-level", () -> room(Level.VILLAGE).register(kind));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_township_room_belongs_to_a_township_and_to_no_other_kind_of_unit(Kind kind) {
        if (kind == Kind.TOWNSHIP) {
            assertThat(room(Level.TOWNSHIP).register(kind).events()).hasSize(1);
        } else {
            refuses("wrong-level", () -> room(Level.TOWNSHIP).register(kind));
        }
    }

    @Test
    void a_keeper_may_start_the_moment_the_room_stands_but_not_before() {
        Room room = room(Level.VILLAGE);

        assertThat(assign(room, "p1", STANDS).events()).containsExactly(new KeeperAssigned("r1", "p1"));
        refuses("before-room", () -> assign(room, "p1", STANDS.minusMillis(1)));
    }

    @Test
    void an_earlier_keeper_who_becomes_known_late_does_not_displace_the_present_one() {
        Room room = room(Level.VILLAGE);
        assign(room, "p-june", JUNE);
        assign(room, "p-may", MAY);

        assertThat(keeper(room)).isEqualTo(new Room.Keeper("p-june", JUNE, null, null));
    }

    @Test
    void a_second_keeper_of_the_same_moment_replaces_the_first() {
        Room room = room(Level.VILLAGE);
        assign(room, "p1", MAY);
        assign(room, "p2", MAY);

        assertThat(keeper(room)).isEqualTo(new Room.Keeper("p2", MAY, null, null));
    }

    @Test
    void a_room_is_retired_once_and_not_before_it_stood() {
        Room room = room(Level.VILLAGE);
        refuses("before-room", () -> room.retire("并入村委会", STANDS.minusMillis(1)));

        var told = room.retire("并入村委会", JUNE);

        assertThat(told.occurredAt()).isEqualTo(JUNE);
        assertThat(told.events()).containsExactly(new RoomRetired("r1", "并入村委会"));
        refuses("room-retired", () -> room.retire("再次", JUNE.plusMillis(1)));
    }

    @Test
    void until_its_retirement_a_room_may_have_had_a_keeper_from_then_on_it_has_none_to_come() {
        Room room = room(Level.VILLAGE);
        room.retire("并入村委会", JUNE);

        assertThat(assign(room, "p1", JUNE.minusMillis(1)).events()).hasSize(1);
        refuses("room-retired", () -> assign(room, "p2", JUNE));
    }

    @Test
    void a_keeper_may_have_a_term_that_ends_on_the_day_on_which_it_begins_but_not_before() {
        Room room = room(Level.VILLAGE);
        LocalDate first = LocalDate.of(2024, 5, 1);

        assertThat(room.assignKeeper("p1", first, MAY, first).events())
                .containsExactly(new KeeperAssigned("r1", "p1"), new KeeperTermSet("r1", "p1", first));
        refuses("term-ends-before-start", () -> room.assignKeeper("p1", first.minusDays(1), MAY, first));
    }

    @Test
    void a_keeper_leaves_once_not_before_the_start_and_the_room_has_none_until_the_next() {
        Room room = room(Level.VILLAGE);
        refuses("room-without-keeper", () -> room.leave("任期届满", "钥匙已交村委", MAY));
        assign(room, "p1", MAY);
        refuses("before-keeper", () -> room.leave("任期届满", "钥匙已交村委", MAY.minusMillis(1)));

        assertThat(room.leave("任期届满", "钥匙已交村委", JUNE).events()).containsExactly(new KeeperLeft("r1", "p1", "任期届满"));
        refuses("room-without-keeper", () -> room.leave("任期届满", "钥匙已交村委", JUNE));
        assign(room, "p2", JUNE.plusSeconds(1));
        assertThat(keeper(room).left()).isNull();
        assertThat(room.keepers()).hasSize(2);
    }

    @Test
    void a_room_has_a_keeper_up_to_the_last_day_of_the_term_and_not_on_the_next() {
        Room room = room(Level.VILLAGE);
        LocalDate last = LocalDate.of(2024, 6, 30);
        assertThat(room.isWithoutKeeper(last)).isTrue();
        room.assignKeeper("p1", last, MAY, LocalDate.of(2024, 5, 1));

        assertThat(room.isWithoutKeeper(last)).isFalse();
        assertThat(room.isWithoutKeeper(last.plusDays(1))).isTrue();
        assign(room, "p2", JUNE);
        assertThat(room.isWithoutKeeper(last.plusDays(1))).isFalse();
        room.leave("外出务工", "", JUNE);
        assertThat(room.isWithoutKeeper(last)).isTrue();
    }

    private static DomainEvents assign(Room room, String personId, Instant at) {
        return room.assignKeeper(personId, null, at, LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    private static Room room(Level level) {
        return new Room("r1", "990101201201", level, "青禾书屋", STANDS);
    }

    private static Room.Keeper keeper(Room room) {
        return Objects.requireNonNull(room.keeper());
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        RoomRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
