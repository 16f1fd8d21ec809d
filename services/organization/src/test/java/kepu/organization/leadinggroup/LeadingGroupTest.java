package kepu.organization.leadinggroup;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import org.junit.jupiter.api.Test;

class LeadingGroupTest {
    private static final Instant FORMED = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");

    private final LeadingGroup group = new LeadingGroup("g1", "990101201", "科普工作领导小组", FORMED, UNTIL, null);

    @Test
    void a_group_is_formed_for_a_term() {
        var told = group.form();

        assertThat(told.occurredAt()).isEqualTo(FORMED);
        assertThat(told.events()).containsExactly(new LeadingGroupFormed("g1", "科普工作领导小组", UNTIL, null));
        assertThat(group.validAt(FORMED.minusMillis(1))).isFalse();
        assertThat(group.validAt(FORMED)).isTrue();
        assertThat(group.validAt(UNTIL.minusMillis(1))).isTrue();
        assertThat(group.validAt(UNTIL)).isFalse();
    }

    @Test
    void a_body_that_carries_the_duty_is_told_as_the_group_that_it_counts_as() {
        LeadingGroup party = new LeadingGroup("g2", "990101201", "村党组织", FORMED, null, Carrier.PARTY_ORGANISATION);

        assertThat(party.form().events())
                .containsExactly(new LeadingGroupFormed("g2", "村党组织", null, Carrier.PARTY_ORGANISATION));
        party.assign("m1", "secretary", Role.LEADER, "统筹", FORMED);
        party.assign("m2", "officer", Role.STAFF, "联络", FORMED);
        assertThat(party.completeAt(FORMED)).isTrue();
    }

    @Test
    void a_group_outlasts_a_time_until_its_term_ends_or_it_is_dissolved() {
        assertThat(group.validBeyond(UNTIL.minusMillis(1))).isTrue();
        assertThat(group.validBeyond(UNTIL)).isFalse();
        assertThat(new LeadingGroup("g2", "990101201", "x", FORMED, null, null).validBeyond(UNTIL))
                .isTrue();

        group.dissolve("x", JUNE);
        assertThat(group.validBeyond(JUNE.minusMillis(1))).isTrue();
        assertThat(group.validBeyond(JUNE)).isFalse();
    }

    @Test
    void a_term_that_ends_no_later_than_it_starts_is_refused() {
        assertRefused(
                "group-ends-before-it-is-formed",
                () -> new LeadingGroup("g2", "990101201", "x", FORMED, FORMED, null).form());
        assertThat(new LeadingGroup("g2", "990101201", "x", FORMED, FORMED.plusMillis(1), null)
                        .form()
                        .events())
                .hasSize(1);
        assertThat(new LeadingGroup("g2", "990101201", "x", FORMED, null, null)
                        .form()
                        .events())
                .hasSize(1);
    }

    @Test
    void one_person_does_not_both_lead_and_work_so_a_group_is_complete_with_two() {
        group.assign("m1", "p-1", Role.STAFF, "联络", MARCH);
        assertRefused("already-in-group", () -> group.assign("m2", "p-1", Role.LEADER, "统筹", MARCH));
        assertThat(group.completeAt(MARCH)).isFalse();
        group.assign("m3", "p-2", Role.LEADER, "统筹", JUNE);
        assertThat(group.completeAt(JUNE.minusMillis(1))).isFalse();
        assertThat(group.completeAt(JUNE)).isTrue();
    }

    @Test
    void a_group_is_complete_with_a_leader_and_one_of_staff_and_no_longer_when_one_is_released() {
        var told = group.assign("m1", "p-1", Role.LEADER, "统筹", FORMED);
        assertThat(group.completeAt(MARCH)).isFalse();
        group.assign("m2", "p-2", Role.STAFF, "联络", MARCH);

        assertThat(told.itemId()).isEqualTo("m1");
        assertThat(told.events()).containsExactly(new GroupMemberAssigned("g1", "m1", "p-1", Role.LEADER, "统筹"));
        assertThat(group.completeAt(MARCH.minusMillis(1))).isFalse();
        assertThat(group.completeAt(MARCH)).isTrue();

        assertThat(group.release("m1", JUNE).events()).containsExactly(new GroupMemberReleased("g1", "m1"));
        assertThat(group.completeAt(JUNE.minusMillis(1))).isTrue();
        assertThat(group.completeAt(JUNE)).isFalse();
    }

    @Test
    void nobody_is_assigned_to_a_group_that_is_not_valid() {
        assertRefused("group-not-valid", () -> group.assign("m1", "p-1", Role.STAFF, "x", FORMED.minusMillis(1)));
        assertRefused("group-not-valid", () -> group.assign("m1", "p-1", Role.STAFF, "x", UNTIL));
        assertThat(group.assign("m1", "p-1", Role.STAFF, "x", UNTIL.minusMillis(1))
                        .events())
                .hasSize(1);
    }

    @Test
    void a_person_has_one_part_at_a_time_in_a_group() {
        group.assign("m1", "p-1", Role.LEADER, "统筹", FORMED);

        assertRefused("already-in-group", () -> group.assign("m2", "p-1", Role.STAFF, "x", MARCH));
        group.release("m1", MARCH);
        assertThat(group.assign("m2", "p-1", Role.STAFF, "x", MARCH).events()).hasSize(1);
    }

    @Test
    void a_part_that_is_entered_late_does_not_overlap_a_later_one_of_the_person() {
        group.assign("m1", "p-1", Role.STAFF, "联络", MARCH);
        assertRefused("already-in-group", () -> group.assign("m2", "p-1", Role.LEADER, "统筹", FORMED));
        group.release("m1", JUNE);
        // it would last beyond the first, whose end is known
        assertRefused("already-in-group", () -> group.assign("m2", "p-1", Role.LEADER, "统筹", FORMED));
        assertRefused("already-in-group", () -> group.assign("m2", "p-1", Role.LEADER, "统筹", JUNE.minusMillis(1)));
        assertThat(group.assign("m2", "p-1", Role.LEADER, "统筹", JUNE).events()).hasSize(1);
        assertThat(group.assign("m3", "p-2", Role.LEADER, "统筹", FORMED).events())
                .hasSize(1);
    }

    @Test
    void a_release_comes_once_and_after_the_assignment() {
        group.assign("m1", "p-1", Role.STAFF, "x", MARCH);

        assertRefused("release-before-assignment", () -> group.release("m1", MARCH));
        assertRefused("not-found", () -> group.release("m9", JUNE));
        group.release("m1", MARCH.plusMillis(1));
        assertRefused("already-released", () -> group.release("m1", JUNE));
    }

    @Test
    void a_dissolved_group_is_no_longer_valid_and_takes_nobody() {
        var told = group.dissolve("换届", JUNE);

        assertThat(told.events()).containsExactly(new LeadingGroupDissolved("g1", "换届"));
        assertThat(group.validAt(JUNE.minusMillis(1))).isTrue();
        assertThat(group.validAt(JUNE)).isFalse();
        assertRefused("group-not-valid", () -> group.assign("m1", "p-1", Role.STAFF, "x", JUNE));
        assertRefused("group-not-valid", () -> group.dissolve("again", MARCH));
    }

    @Test
    void a_group_is_dissolved_only_while_it_is_valid() {
        assertRefused("group-not-valid", () -> group.dissolve("x", FORMED.minusMillis(1)));
        assertRefused("group-not-valid", () -> group.dissolve("x", UNTIL));
        assertThat(group.dissolve("x", FORMED).events()).hasSize(1);
    }
}
