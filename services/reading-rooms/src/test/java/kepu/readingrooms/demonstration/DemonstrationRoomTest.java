package kepu.readingrooms.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomApplied;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomAwarded;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomRefused;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomResubmitted;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomRevoked;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.Refusal;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.demonstration.DemonstrationRoom.Dossier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DemonstrationRoomTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant APPLIED = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant NEXT = APPLIED.plusSeconds(3600);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Dossier DOSSIER = new Dossier("十项达标，全年开放", Set.of("s1"));

    @Test
    void an_application_is_sent_back_handed_in_again_awarded_and_revoked() {
        DemonstrationRoom room = new DemonstrationRoom("a1", "990101201201", "r1", DOSSIER, APPLIED);
        assertThat(room.apply("secretary").events()).containsExactly(new DemonstrationRoomApplied("a1", "r1"));

        refuses("demonstration-room-not-sent-back", () -> room.resubmit(DOSSIER, NEXT, "secretary"));
        refuses("demonstration-room-wrong-order", () -> refuse(room, APPLIED.minusMillis(1)));
        assertThat(refuse(room, NEXT).events()).containsExactly(new DemonstrationRoomRefused("a1", Refusal.SENT_BACK));
        refuses("demonstration-room-decided", () -> award(room, DAY, "county"));
        assertThat(room.resubmit(DOSSIER, NEXT, "secretary").events())
                .containsExactly(new DemonstrationRoomResubmitted("a1", "r1"));
        refuses("own-record", () -> award(room, DAY, "secretary"));
        refuses("room-title-ends-too-early", () -> award(room, DAY.minusDays(1), "county"));
        assertThat(award(room, DAY, "county").events())
                .containsExactly(new DemonstrationRoomAwarded("a1", "r1", "云文旅〔2026〕9号", DAY));

        assertThat(room.state(DAY)).isEqualTo(DemonstrationRoomState.HELD);
        assertThat(room.state(DAY.plusDays(1))).isEqualTo(DemonstrationRoomState.EXPIRED);
        refuses("room-title-not-held", () -> room.revoke("停用", NEXT, DAY.plusDays(1), "county"));
        assertThat(room.revoke("停用", NEXT, DAY, "county").events())
                .containsExactly(new DemonstrationRoomRevoked("a1", "停用"));
        assertThat(room.withdraw("误录", NEXT, "county").events()).hasSize(1);
        refuses("demonstration-room-withdrawn", () -> room.withdraw("误录", NEXT, "county"));
    }

    @Test
    void what_was_refused_or_revoked_was_under_way_or_held_until_that_local_day() {
        LocalDate next = DAY.plusDays(1);
        Instant decided = next.atStartOfDay(ZONE).toInstant();

        DemonstrationRoom refused = applied();
        assertThat(refused.isOpenFrom(DAY.plusYears(1), ZONE)).isTrue();
        refused.refuse(Refusal.REFUSED, "未达标", decided, "county");
        assertThat(refused.isOpenFrom(DAY, ZONE)).isTrue();
        assertThat(refused.isOpenFrom(next, ZONE)).isFalse();

        DemonstrationRoom revoked = applied();
        award(revoked, DAY.plusYears(1), "county");
        assertThat(revoked.isOpenFrom(DAY.plusYears(1), ZONE)).isTrue();
        assertThat(revoked.isOpenFrom(DAY.plusYears(1).plusDays(1), ZONE)).isFalse();
        revoked.revoke("停用", decided, next, "county");
        assertThat(revoked.isOpenFrom(DAY, ZONE)).isTrue();
        assertThat(revoked.isOpenFrom(next, ZONE)).isFalse();

        revoked.withdraw("误录", decided, "county");
        assertThat(revoked.isOpenFrom(DAY, ZONE)).isFalse();
    }

    @Test
    void an_application_under_way_outlives_its_room_and_a_title_that_holds_later_does() {
        assertThat(applied().outlives(DAY.plusYears(9), ZONE)).isTrue();
        DemonstrationRoom sentBack = applied();
        refuse(sentBack, NEXT);
        assertThat(sentBack.outlives(DAY, ZONE)).isTrue();
        DemonstrationRoom refused = applied();
        refused.refuse(Refusal.REFUSED, "未达标", NEXT, "county");
        assertThat(refused.outlives(DAY.minusDays(2), ZONE)).isFalse();

        DemonstrationRoom held = applied();
        LocalDate last = DAY.plusYears(1);
        award(held, last, "county");
        assertThat(held.outlives(DAY.minusDays(2), ZONE)).as("before its award").isTrue();
        assertThat(held.outlives(last.minusDays(1), ZONE)).isTrue();
        assertThat(held.outlives(last, ZONE)).isFalse();
        LocalDate revoked = DAY.plusDays(5);
        held.revoke("停用", revoked.atStartOfDay(ZONE).toInstant(), revoked, "county");
        assertThat(held.outlives(revoked.minusDays(2), ZONE)).isTrue();
        assertThat(held.outlives(revoked.minusDays(1), ZONE)).isFalse();
        held.withdraw("误录", revoked.atStartOfDay(ZONE).toInstant(), "county");
        assertThat(held.outlives(DAY, ZONE)).isFalse();
    }

    private static DemonstrationRoom applied() {
        DemonstrationRoom room = new DemonstrationRoom("a2", "990101201201", "r1", DOSSIER, APPLIED);
        room.apply("secretary");
        return room;
    }

    private static DomainEvents refuse(DemonstrationRoom room, Instant at) {
        return room.refuse(Refusal.SENT_BACK, "请补开放记录", at, "county");
    }

    private static DomainEvents award(DemonstrationRoom room, LocalDate until, String by) {
        return room.award("云文旅〔2026〕9号", until, NEXT, DAY, by);
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
