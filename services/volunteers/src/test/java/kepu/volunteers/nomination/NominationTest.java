package kepu.volunteers.nomination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.volunteers.NominationEvent.NominationApproved;
import kepu.contracts.volunteers.NominationEvent.NominationCorrected;
import kepu.contracts.volunteers.NominationEvent.NominationMade;
import kepu.contracts.volunteers.NominationEvent.NominationRejected;
import kepu.contracts.volunteers.NominationEvent.NominationReturned;
import kepu.contracts.volunteers.NominationEvent.NominationReviewed;
import kepu.defaults.Rejection;
import kepu.volunteers.nomination.Nomination.Content;
import kepu.volunteers.nomination.Nomination.State;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NominationTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-05T02:00:00Z");
    private static final Content GROWER = new Content("t1", "p-lin", "种植能手，热心公益");
    private static final Content VET = new Content("t1", "p-sun", "乡村兽医");

    private final Nomination nomination = new Nomination("n1", "990101201201", GROWER, MARCH, "leader-1");

    private void reviewed() {
        nomination.review("secretary-1", "同意推荐", APRIL);
    }

    @Test
    void three_people_nominate_review_and_approve_and_no_event_says_why() {
        assertThat(nomination.record().events()).containsExactly(new NominationMade("n1", "t1", "p-lin"));
        assertThat(nomination.review("secretary-1", "同意推荐", APRIL).events())
                .containsExactly(new NominationReviewed("n1", "secretary-1"));
        assertThat(nomination.approve("clerk-1", "同意", MAY).events())
                .containsExactly(new NominationApproved("n1", "clerk-1"));
        nomination.requireApprovedAt(MAY);
    }

    @Test
    void whoever_nominated_neither_reviews_nor_decides_and_the_reviewer_does_not_decide() {
        refused("own-record", () -> nomination.review("leader-1", "", APRIL));
        reviewed();
        refused("own-record", () -> nomination.approve("leader-1", "", MAY));
        refused("own-review", () -> nomination.approve("secretary-1", "", MAY));
        refused("own-review", () -> nomination.reject("secretary-1", "不符合条件", MAY));
        assertThat(nomination.approve("clerk-1", "", MAY).events()).hasSize(1);
    }

    @Test
    void whoever_reviewed_what_was_corrected_since_may_reject_it_without_a_new_review() {
        reviewed();
        nomination.correct(VET, MARCH, "leader-1");
        assertThat(nomination.reject("secretary-1", "不符合条件", MAY).events())
                .containsExactly(new NominationRejected("n1", "secretary-1"));
    }

    @Test
    void nominees_neither_review_nor_return_nor_decide_on_their_own_nomination() {
        refused("own-record", () -> nomination.review("p-lin", "", APRIL));
        refused("own-record", () -> nomination.sendBack("p-lin", "请补充事迹", APRIL));
        refused("own-record", () -> nomination.reject("p-lin", "不符合条件", APRIL));
        reviewed();
        refused("own-record", () -> nomination.approve("p-lin", "", MAY));

        nomination.correct(VET, MARCH, "leader-1");
        refused("own-record", () -> nomination.review("p-sun", "", APRIL));
        assertThat(nomination.review("p-lin", "", APRIL).events())
                .containsExactly(new NominationReviewed("n1", "p-lin"));
    }

    @Test
    void what_nobody_reviewed_is_not_approved_but_may_be_rejected() {
        refused("nomination-not-reviewed", () -> nomination.approve("clerk-1", "", APRIL));
        assertThat(nomination.reject("clerk-1", "不符合条件", APRIL).events())
                .containsExactly(new NominationRejected("n1", "clerk-1"));
    }

    @Test
    void what_was_sent_back_is_corrected_and_reviewed_anew() {
        assertThat(nomination.sendBack("secretary-1", "请补充事迹", APRIL).events())
                .containsExactly(new NominationReturned("n1", "secretary-1"));
        refused("nomination-returned", () -> nomination.review("secretary-1", "", APRIL));
        refused("nomination-returned", () -> nomination.reject("secretary-1", "不符合", APRIL));

        assertThat(nomination.correct(VET, MARCH, "leader-1").events())
                .containsExactly(new NominationCorrected("n1", "t1", "p-sun", MARCH));
        reviewed();
        assertThat(nomination.state()).isEqualTo(State.REVIEWED);
    }

    @Test
    void a_reviewed_nomination_is_not_reviewed_again_unless_it_is_corrected() {
        reviewed();
        refused("nomination-reviewed", () -> nomination.review("clerk-1", "", APRIL));
        nomination.correct(VET, MARCH, "leader-2");
        refused("nomination-not-reviewed", () -> nomination.approve("clerk-1", "", MAY));
        refused("own-record", () -> nomination.review("leader-2", "", MAY));
    }

    @Test
    void what_was_approved_or_rejected_stays_so() {
        reviewed();
        nomination.approve("clerk-1", "", MAY);
        for (ThrowingCallable again : new ThrowingCallable[] {
            () -> nomination.review("clerk-2", "", MAY),
            () -> nomination.sendBack("clerk-2", "退", MAY),
            () -> nomination.approve("clerk-2", "", MAY),
            () -> nomination.reject("clerk-2", "否", MAY),
            () -> nomination.correct(VET, MARCH, "leader-1")
        }) {
            refused("nomination-decided", again);
        }
    }

    @Test
    void the_team_enlists_from_the_approval_on_and_not_without_one() {
        reviewed();
        refused("nomination-not-approved", () -> nomination.requireApprovedAt(MAY));
        nomination.approve("clerk-1", "", MAY);
        refused("wrong-order", () -> nomination.requireApprovedAt(MAY.minusMillis(1)));
        nomination.requireApprovedAt(MAY);
        nomination.withdraw("重复推荐", MAY, "leader-1");
        refused("already-withdrawn", () -> nomination.requireApprovedAt(MAY));
    }

    @Test
    void a_decision_is_made_with_what_went_before_it_at_the_earliest() {
        refused("wrong-order", () -> nomination.review("secretary-1", "", MARCH.minusMillis(1)));
        reviewed();
        refused("wrong-order", () -> nomination.approve("clerk-1", "", APRIL.minusMillis(1)));
        assertThat(nomination.approve("clerk-1", "", APRIL).events()).hasSize(1);
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
