package kepu.assessment.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.assessment.award.AwardList.Decision;
import kepu.assessment.award.AwardList.State;
import kepu.assessment.award.Proposal.Choice;
import kepu.contracts.assessment.AwardListEvent.AwardListDecided;
import kepu.contracts.assessment.AwardListEvent.AwardListSigned;
import kepu.contracts.assessment.AwardListEvent.AwardListWithdrawn;
import kepu.contracts.assessment.AwardListEvent.RoomAwarded;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwardListTest {
    private static final Instant DECIDED = Instant.parse("2026-01-10T02:00:00Z");
    private static final Instant SIGNED = Instant.parse("2026-01-12T02:00:00Z");

    private final Proposal proposal = Proposal.of(List.of(
            room("little", 10, 3, 80), room("much", 900, 1, 5), room("read-only", 900, 0, 0), room("unused", 0, 1, 8)));
    private final AwardList list = new AwardList("990201:2025", "990201", 2025);

    @Test
    void a_room_with_volume_and_a_verified_effect_is_proposed_with_both_places_side_by_side() {
        assertThat(proposal.candidates())
                .extracting(
                        one -> one.room().roomId(),
                        Proposal.Candidate::isProposed,
                        Proposal.Candidate::volumePlace,
                        Proposal.Candidate::effectPlace)
                .containsExactly(
                        tuple("much", true, 1, 3),
                        tuple("read-only", false, 1, 4),
                        tuple("little", true, 3, 1),
                        tuple("unused", false, 4, 2));
    }

    @Test
    void a_person_takes_some_leaves_others_out_and_adds_one_with_a_reason() {
        assertThat(decide("anna", take("much"), add("read-only", "服务留守儿童")).events())
                .containsExactly(
                        new AwardListDecided(
                                "990201:2025", 2025, DECIDED, Set.of("much", "read-only"), Set.of("little"), "说明"),
                        awarded("much", true, 900, 1, Set.of("much-event"), 5, 3, null),
                        awarded("read-only", false, 900, 1, Set.of(), 0, 4, "服务留守儿童"));
    }

    @Test
    void what_was_not_proposed_takes_a_reason_and_each_room_is_named_once_and_known() {
        refused("award-reason-required", () -> proposal.choose(List.of(take("unused"))));
        refused("award-room-twice", () -> proposal.choose(List.of(take("much"), take("much"))));
        refused("award-room-unknown", () -> proposal.choose(List.of(take("elsewhere"))));
    }

    @Test
    void it_is_signed_by_somebody_who_never_decided_on_it_and_not_before_the_decision() {
        refused("award-list-not-decided", () -> list.sign("3号", SIGNED, "bo"));
        decide("anna", take("much"));
        decide("carl", take("much"), take("little"));

        refused("own-record", () -> list.sign("3号", SIGNED, "anna"));
        refused("own-record", () -> list.sign("3号", SIGNED, "carl"));
        refused("signed-before-decision", () -> list.sign("3号", DECIDED.minusMillis(1), "bo"));
        assertThat(list.sign("3号", DECIDED, "bo").events())
                .containsExactly(new AwardListSigned("990201:2025", 2025, "3号"));
        refused("award-list-not-decided", () -> list.sign("3号", SIGNED, "dora"));
    }

    @Test
    void whoever_reported_an_effect_neither_decides_on_its_room_nor_signs_for_it() {
        refused("own-record", () -> decide("much-keeper", take("much")));
        decide("much-keeper", take("little"));
        decide("anna", take("much"));

        refused("own-record", () -> list.sign("3号", SIGNED, "much-keeper"));
        list.sign("3号", SIGNED, "little-keeper");
        assertThat(list.state()).isEqualTo(State.SIGNED);
    }

    @Test
    void it_is_withdrawn_once_and_may_then_be_decided_anew() {
        refused("award-list-not-standing", () -> list.withdraw("误", SIGNED, "bo"));
        decide("anna", take("much"));
        list.sign("3号", SIGNED, "bo");

        assertThat(list.withdraw("年度选错", SIGNED, "bo").events())
                .containsExactly(new AwardListWithdrawn("990201:2025", 2025, "年度选错", DECIDED));
        refused("award-list-not-standing", () -> list.withdraw("又", SIGNED, "bo"));
        refused("award-list-not-decided", () -> list.sign("3号", SIGNED, "bo"));
        decide("anna", take("little"));
        assertThat(list.state()).isEqualTo(State.DECIDED);
        assertThat(list.documentNumber()).isNull();
    }

    @Test
    void whoever_decided_withdraws_it_before_the_signature_and_somebody_else_after_it() {
        decide("anna", take("much"));
        list.withdraw("重报", DECIDED, "anna");
        decide("carl", take("much"));
        list.sign("3号", SIGNED, "bo");

        refused("own-record", () -> list.withdraw("误", SIGNED, "anna"));
        refused("own-record", () -> list.withdraw("误", SIGNED, "carl"));
        assertThat(list.state()).isEqualTo(State.SIGNED);
        list.withdraw("年度选错", SIGNED, "dora");
        assertThat(list.state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void whoever_reported_an_effect_of_a_commended_room_does_not_withdraw_the_list() {
        decide("anna", take("much"));
        refused("own-record", () -> list.withdraw("另选", DECIDED, "much-keeper"));
        list.sign("3号", SIGNED, "bo");
        refused("own-record", () -> list.withdraw("另选", SIGNED, "much-keeper"));
        list.withdraw("年度选错", SIGNED, "little-keeper");
        assertThat(list.state()).isEqualTo(State.WITHDRAWN);
    }

    private DomainEvents decide(String by, Choice... choices) {
        List<AwardList.Line> lines = proposal.choose(List.of(choices));
        return list.decide(new Decision(DECIDED, lines, proposal.leftOut(lines), "说明"), DECIDED, by);
    }

    private static Choice take(String roomId) {
        return new Choice(roomId, "图书 100 册", null);
    }

    private static Choice add(String roomId, String reason) {
        return new Choice(roomId, "图书 100 册", reason);
    }

    private static RoomAwarded awarded(
            String roomId,
            boolean proposed,
            int volume,
            int volumePlace,
            Set<String> effects,
            int beneficiaries,
            int effectPlace,
            @Nullable String reason) {
        return new RoomAwarded(
                "990201:2025",
                2025,
                roomId,
                "990201201101",
                proposed,
                volume,
                volumePlace,
                effects,
                beneficiaries,
                effectPlace,
                "图书 100 册",
                reason);
    }

    private static RoomYear room(String id, int volume, int effects, int beneficiaries) {
        Set<String> ofEffects = effects == 0 ? Set.of() : Set.of(id + "-event");
        return new RoomYear(
                id,
                "990201201101",
                "书屋",
                Level.VILLAGE,
                volume,
                0,
                0,
                0,
                effects,
                beneficiaries,
                Set.of(),
                ofEffects,
                Set.of(id + "-keeper"));
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
