package kepu.volunteers.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerReinstated;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TeamTest {
    private static final int REQUIRED = 10;
    private static final Instant FORMED = Instant.parse("2024-12-01T00:00:00Z");
    private static final Instant JANUARY = month(1);
    private static final Instant FEBRUARY = month(2);
    private static final Instant MARCH = month(3);
    private static final Instant APRIL = month(4);
    private static final Instant MAY = month(5);
    private static final Instant JUNE = month(6);

    private final Team team = new Team("t1", "990101201201", "青禾村服务队", FORMED);

    @Test
    void a_team_tells_that_it_was_formed() {
        DomainEvents raised = team.form();

        assertThat(raised.occurredAt()).isEqualTo(FORMED);
        assertThat(raised.events()).containsExactly(new TeamFormed("t1", "青禾村服务队"));
    }

    @Nested
    class Members {
        @Test
        void an_enlisted_volunteer_is_told_by_pseudonym_and_never_by_name() {
            DomainEvents raised = team.enlist("m1", "v1", "张三丰", JANUARY, REQUIRED);

            assertThat(raised.itemId()).isEqualTo("m1");
            assertThat(raised.occurredAt()).isEqualTo(JANUARY);
            assertThat(raised.events()).containsExactly(new VolunteerEnlisted("t1", "m1", "v1"));
            assertThat(raised.events().toString()).doesNotContain("张");
        }

        @Test
        void a_volunteer_may_be_enlisted_when_the_team_is_formed_but_not_before() {
            refused("before-team-formed", () -> enlist("m1", "v1", FORMED.minusMillis(1)));
            enlist("m1", "v1", FORMED);

            assertThat(team.activeMembers()).isEqualTo(1);
        }

        @Test
        void a_current_member_is_not_enlisted_again() {
            enlist("m1", "v1", JANUARY);

            refused("already-member", () -> enlist("m2", "v1", FEBRUARY));
            refused("already-member", () -> enlist("m2", "v1", FORMED));
        }

        @Test
        void a_suspended_member_is_not_enlisted_again() {
            enlist("m1", "v1", JANUARY);
            suspend("m1", FEBRUARY);

            refused("already-member", () -> enlist("m2", "v1", MARCH));
        }

        @Test
        void who_left_may_come_back_from_that_moment_on_but_not_before() {
            enlist("m1", "v1", JANUARY);
            depart("m1", MARCH);

            refused("already-member", () -> enlist("m2", "v1", MARCH.minusMillis(1)));
            enlist("m2", "v1", MARCH);

            assertThat(team.activeMembers()).isEqualTo(1);
        }

        @Test
        void only_an_active_member_is_suspended() {
            enlist("m1", "v1", JANUARY);

            assertThat(suspend("m1", FEBRUARY).events()).containsExactly(new VolunteerSuspended("t1", "m1", "连续缺席活动"));
            refused("not-active", () -> suspend("m1", MARCH));
            depart("m1", APRIL);
            refused("not-active", () -> suspend("m1", MAY));
        }

        @Test
        void only_a_suspended_member_is_reinstated() {
            enlist("m1", "v1", JANUARY);

            refused("not-suspended", () -> reinstate("m1", FEBRUARY));
            suspend("m1", FEBRUARY);
            assertThat(reinstate("m1", MARCH).events()).containsExactly(new VolunteerReinstated("t1", "m1"));
            refused("not-suspended", () -> reinstate("m1", APRIL));
        }

        @Test
        void a_current_member_leaves_once_also_while_suspended() {
            enlist("m1", "v1", JANUARY);
            suspend("m1", FEBRUARY);

            assertThat(depart("m1", MARCH).events()).containsExactly(new VolunteerLeft("t1", "m1", "外出务工"));
            refused("already-left", () -> depart("m1", APRIL));
            refused("not-suspended", () -> reinstate("m1", APRIL));
        }

        @Test
        void nothing_befalls_a_member_at_or_before_the_enlisting() {
            enlist("m1", "v1", JANUARY);

            refused("wrong-order", () -> suspend("m1", JANUARY));
            refused("wrong-order", () -> depart("m1", JANUARY.minusMillis(1)));
            assertThat(suspend("m1", JANUARY.plusMillis(1)).events()).hasSize(1);
        }

        @Test
        void nobody_leaves_before_or_at_what_befell_them() {
            enlist("m1", "v1", JANUARY);
            suspend("m1", MARCH);

            refused("wrong-order", () -> depart("m1", FEBRUARY));
            refused("wrong-order", () -> depart("m1", MARCH));
            assertThat(depart("m1", MARCH.plusMillis(1)).events()).hasSize(1);
        }

        @Test
        void a_suspension_entered_after_the_departure_takes_its_place_before_it() {
            enlist("m1", "v1", JANUARY);
            depart("m1", JUNE);
            suspend("m1", FEBRUARY);
            reinstate("m1", MARCH);

            Membership member = team.memberships().getFirst();
            assertThat(member.stateAt(FEBRUARY)).isEqualTo(Membership.State.SUSPENDED);
            assertThat(member.stateAt(MARCH)).isEqualTo(Membership.State.ACTIVE);
            assertThat(member.stateAt(JUNE)).isEqualTo(Membership.State.LEFT);
            assertThat(member.state()).isEqualTo(Membership.State.LEFT);
        }

        @Test
        void a_late_suspension_must_not_run_into_a_later_one() {
            enlist("m1", "v1", JANUARY);
            suspend("m1", MARCH);
            reinstate("m1", APRIL);

            refused("wrong-order", () -> suspend("m1", FEBRUARY));
            refused("wrong-order", () -> suspend("m1", APRIL));
        }

        @Test
        void different_members_may_be_entered_in_any_order_of_time() {
            enlist("m1", "v1", MAY);
            enlist("m2", "v2", JANUARY);
            suspend("m1", JUNE);
            suspend("m2", FEBRUARY);

            assertThat(team.activeMembers()).isZero();
        }

        @Test
        void an_unknown_member_is_not_found() {
            refused("not-found", () -> suspend("m9", MARCH));
        }
    }

    @Nested
    class RequiredStrength {
        @Test
        void the_tenth_member_restores_the_team_and_neither_the_ninth_nor_the_eleventh_does() {
            enlistMembers(8);

            assertThat(enlist("m9", "v9", JANUARY).events()).hasSize(1);
            assertThat(enlist("m10", "v10", JANUARY).events())
                    .containsExactly(new VolunteerEnlisted("t1", "m10", "v10"), new TeamRestored("t1", 10, 10));
            assertThat(enlist("m11", "v11", JANUARY).events()).hasSize(1);
        }

        @Test
        void the_fall_from_ten_to_nine_is_told_but_not_the_fall_from_eleven_to_ten_or_nine_to_eight() {
            enlistMembers(11);

            assertThat(suspend("m1", FEBRUARY).events()).hasSize(1);
            assertThat(suspend("m2", FEBRUARY).events())
                    .containsExactly(new VolunteerSuspended("t1", "m2", "连续缺席活动"), new TeamUnderstaffed("t1", 9, 10));
            assertThat(depart("m3", FEBRUARY).events()).hasSize(1);
        }

        @Test
        void a_departure_makes_a_team_of_ten_understaffed_and_a_reinstatement_restores_it() {
            enlistMembers(11);
            suspend("m1", FEBRUARY);

            assertThat(depart("m2", MARCH).events())
                    .containsExactly(new VolunteerLeft("t1", "m2", "外出务工"), new TeamUnderstaffed("t1", 9, 10));
            assertThat(reinstate("m1", APRIL).events())
                    .containsExactly(new VolunteerReinstated("t1", "m1"), new TeamRestored("t1", 10, 10));
        }

        @Test
        void the_departure_of_a_suspended_member_changes_no_strength() {
            enlistMembers(11);
            suspend("m1", FEBRUARY);

            assertThat(depart("m1", MARCH).events()).hasSize(1);
        }

        @Test
        void what_is_entered_late_about_somebody_who_left_changes_no_strength() {
            enlistMembers(11);
            depart("m1", JUNE);

            assertThat(suspend("m1", FEBRUARY).events()).hasSize(1);
            assertThat(reinstate("m1", MARCH).events()).hasSize(1);
        }

        @Test
        void the_required_strength_is_what_the_installation_says() {
            enlistMembers(2);

            assertThat(team.suspend("m1", "病休", FEBRUARY, 2).events()).contains(new TeamUnderstaffed("t1", 1, 2));
        }
    }

    @Nested
    class Links {
        @Test
        void a_link_is_told_by_the_team() {
            enlist("m1", "v1", JANUARY);

            DomainEvents raised = link("l1", "m1", "b1", FEBRUARY);

            assertThat(raised.itemId()).isEqualTo("l1");
            assertThat(raised.occurredAt()).isEqualTo(FEBRUARY);
            assertThat(raised.events()).containsExactly(new LinkStarted("l1", "t1", "m1", "b1", Kind.BASE));
        }

        @Test
        void two_links_at_a_time_are_allowed_and_a_third_is_refused() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            link("l2", "m1", "b2", FEBRUARY);

            refused("third-link", () -> link("l3", "m1", "b3", MARCH));
            assertThat(team.links()).hasSize(2);
        }

        @Test
        void the_links_of_others_do_not_count() {
            enlist("m1", "v1", JANUARY);
            enlist("m2", "v2", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            link("l2", "m1", "b2", FEBRUARY);

            assertThat(link("l3", "m2", "b1", FEBRUARY).events()).hasSize(1);
        }

        @Test
        void a_third_link_may_start_when_one_of_two_ends_but_not_a_moment_earlier() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            link("l2", "m1", "b2", FEBRUARY);
            endLink("l1", APRIL);

            refused("third-link", () -> link("l3", "m1", "b3", APRIL.minusMillis(1)));
            link("l3", "m1", "b3", APRIL);
            refused("third-link", () -> link("l4", "m1", "b4", APRIL));
        }

        @Test
        void one_link_beside_two_consecutive_ones_makes_two_at_any_moment() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", JANUARY);
            endLink("l1", MARCH);
            link("l2", "m1", "b2", MARCH);

            assertThat(link("l3", "m1", "b3", FEBRUARY).events()).hasSize(1);
            refused("third-link", () -> link("l4", "m1", "b4", FEBRUARY));
        }

        @Test
        void a_link_entered_late_is_refused_if_it_would_be_the_third_at_a_later_moment() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", MARCH);
            link("l2", "m1", "b2", MAY);

            refused("third-link", () -> link("l3", "m1", "b3", FEBRUARY));
        }

        @Test
        void a_link_entered_late_is_accepted_if_two_others_never_meet() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            endLink("l1", MARCH);
            link("l2", "m1", "b2", APRIL);

            assertThat(link("l3", "m1", "b3", JANUARY).events()).hasSize(1);
        }

        @Test
        void the_same_target_is_not_linked_twice_at_a_time() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", MARCH);

            refused("already-linked", () -> link("l2", "m1", "b1", APRIL));
            refused("already-linked", () -> link("l2", "m1", "b1", FEBRUARY));
            endLink("l1", MAY);
            refused("already-linked", () -> link("l2", "m1", "b1", MAY.minusMillis(1)));
            assertThat(link("l2", "m1", "b1", MAY).events()).hasSize(1);
        }

        @Test
        void a_link_starts_within_the_membership() {
            enlist("m1", "v1", FEBRUARY);
            refused("outside-membership", () -> link("l1", "m1", "b1", FEBRUARY.minusMillis(1)));
            link("l1", "m1", "b1", FEBRUARY);

            depart("m1", MAY);
            refused("outside-membership", () -> link("l2", "m1", "b2", MAY));
            assertThat(link("l2", "m1", "b2", MAY.minusMillis(1)).events()).hasSize(1);
        }

        @Test
        void a_link_entered_after_its_member_left_lasts_until_then_and_can_be_ended_earlier() {
            enlist("m1", "v1", JANUARY);
            depart("m1", MAY);
            link("l1", "m1", "b1", FEBRUARY);

            assertThat(team.memberLinkedBy("l1", MAY.minusMillis(1))).isEqualTo("m1");
            refused("link-not-active", () -> team.memberLinkedBy("l1", MAY));
            refused("link-already-ended", () -> endLink("l1", JUNE));
            endLink("l1", MARCH);
            refused("link-not-active", () -> team.memberLinkedBy("l1", MARCH));
        }

        @Test
        void a_suspension_does_not_end_a_link() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            suspend("m1", MARCH);

            assertThat(team.memberLinkedBy("l1", APRIL)).isEqualTo("m1");
        }

        @Test
        void a_departure_ends_the_links_that_still_last_and_tells_them_after_it() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            endLink("l1", MARCH);
            link("l2", "m1", "b2", FEBRUARY);
            link("l3", "m1", "b3", MARCH);

            assertThat(depart("m1", APRIL).events())
                    .containsExactly(
                            new VolunteerLeft("t1", "m1", "外出务工"),
                            new LinkEnded("l2", "t1", "m1", "外出务工"),
                            new LinkEnded("l3", "t1", "m1", "外出务工"));
            refused("link-already-ended", () -> endLink("l2", MAY));
        }

        @Test
        void the_departure_from_a_team_of_ten_tells_the_ended_links_before_the_lost_strength() {
            enlistMembers(10);
            link("l1", "m1", "b1", FEBRUARY);

            assertThat(depart("m1", MARCH).events())
                    .containsExactly(
                            new VolunteerLeft("t1", "m1", "外出务工"),
                            new LinkEnded("l1", "t1", "m1", "外出务工"),
                            new TeamUnderstaffed("t1", 9, 10));
        }

        @Test
        void a_departure_entered_late_also_cuts_a_link_that_was_ended_after_it() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            endLink("l1", JUNE);

            assertThat(depart("m1", APRIL).events()).contains(new LinkEnded("l1", "t1", "m1", "外出务工"));
            assertThat(team.endOf(team.links().getFirst())).isEqualTo(APRIL);
        }

        @Test
        void nobody_leaves_before_their_last_link_started() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", MARCH);

            refused("wrong-order", () -> depart("m1", MARCH));
        }

        @Test
        void a_link_ends_once_and_after_its_start() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", MARCH);

            refused("wrong-order", () -> endLink("l1", MARCH));
            assertThat(endLink("l1", MARCH.plusMillis(1)).events())
                    .containsExactly(new LinkEnded("l1", "t1", "m1", "对象停产"));
            refused("link-already-ended", () -> endLink("l1", APRIL));
            refused("not-found", () -> endLink("l9", APRIL));
        }

        @Test
        void a_link_is_active_from_its_start_up_to_but_not_including_its_end() {
            enlist("m1", "v1", JANUARY);
            link("l1", "m1", "b1", FEBRUARY);
            endLink("l1", APRIL);

            refused("link-not-active", () -> team.memberLinkedBy("l1", FEBRUARY.minusMillis(1)));
            assertThat(team.memberLinkedBy("l1", FEBRUARY)).isEqualTo("m1");
            assertThat(team.memberLinkedBy("l1", APRIL.minusMillis(1))).isEqualTo("m1");
            refused("link-not-active", () -> team.memberLinkedBy("l1", APRIL));
            refused("unknown-link", () -> team.memberLinkedBy("l9", MARCH));
        }

        @Test
        void active_members_without_a_link_are_known() {
            enlistMembers(4);
            link("l1", "m1", "b1", FEBRUARY);
            link("l2", "m2", "b1", FEBRUARY);
            endLink("l2", MARCH);
            suspend("m3", MARCH);

            assertThat(withoutLink(MARCH.minusMillis(1))).containsExactly("m4");
            assertThat(withoutLink(MARCH)).containsExactly("m2", "m4");
        }

        @Test
        void a_link_belongs_to_a_member() {
            refused("unknown-member", () -> link("l1", "m9", "b1", MARCH));
        }
    }

    @Test
    void those_who_are_or_were_members_are_known_and_all_others_are_named() {
        enlistMembers(2);
        depart("m1", MARCH);

        team.requireMembers(List.of("m1", "m2"));
        assertThatThrownBy(() -> team.requireMembers(List.of("x2", "m1", "x1")))
                .isInstanceOfSatisfying(Rejection.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("unknown-member");
                    assertThat(refusal.arguments()).containsExactly("x1, x2");
                });
    }

    private void enlistMembers(int count) {
        for (int i = 1; i <= count; i++) {
            enlist("m" + i, "v" + i, JANUARY);
        }
    }

    private DomainEvents enlist(String membershipId, String volunteerId, Instant at) {
        return team.enlist(membershipId, volunteerId, "李四", at, REQUIRED);
    }

    private DomainEvents suspend(String membershipId, Instant at) {
        return team.suspend(membershipId, "连续缺席活动", at, REQUIRED);
    }

    private DomainEvents reinstate(String membershipId, Instant at) {
        return team.reinstate(membershipId, at, REQUIRED);
    }

    private DomainEvents depart(String membershipId, Instant at) {
        return team.depart(membershipId, "外出务工", at, REQUIRED);
    }

    private List<String> withoutLink(Instant at) {
        return team.membersWithoutLink(at).stream()
                .map(Membership::membershipId)
                .toList();
    }

    private DomainEvents link(String linkId, String membershipId, String targetId, Instant from) {
        return team.startLink(linkId, membershipId, targetId, Kind.BASE, from);
    }

    private DomainEvents endLink(String linkId, Instant at) {
        return team.endLink(linkId, "对象停产", at);
    }

    private static Instant month(int month) {
        return Instant.parse("2025-%02d-01T04:00:00Z".formatted(month));
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
