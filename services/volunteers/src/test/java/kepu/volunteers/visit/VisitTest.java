package kepu.volunteers.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VisitTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-05T02:00:00Z");

    private static final Visit.Content PRUNING = new Visit.Content("t1", "l1", "m1", "查看柑橘修剪");
    private static final Visit.Content GREENHOUSE = new Visit.Content("t1", "l2", "m2", "查看大棚");

    private final Visit visit = new Visit("s1", "990101201201", PRUNING, MARCH, "volunteer-1");

    @Test
    void a_visit_is_told_as_unverified() {
        DomainEvents raised = visit.record();

        assertThat(raised.occurredAt()).isEqualTo(MARCH);
        assertThat(raised.events()).containsExactly(new VisitMade("s1", "l1", "m1", "查看柑橘修剪"));
        assertThat(visit.state()).isEqualTo(Visit.State.UNVERIFIED);
    }

    @Test
    void a_verification_tells_who_made_it_on_what_evidence_and_when() {
        DomainEvents raised = visit.verify("secretary-1", "电话回访", APRIL);

        assertThat(raised.occurredAt()).isEqualTo(APRIL);
        assertThat(raised.events()).containsExactly(new VisitVerified("s1", "secretary-1", "电话回访", MARCH));
        assertThat(visit.verdict()).isEqualTo(new Visit.Verdict("secretary-1", APRIL, "电话回访"));
    }

    @Test
    void a_visit_is_verified_or_rejected_when_it_is_made_at_the_earliest() {
        refused("verified-before-visit", () -> visit.verify("secretary-1", "电话回访", MARCH.minusMillis(1)));
        refused("verified-before-visit", () -> visit.reject("secretary-1", "无人到访", MARCH.minusMillis(1)));

        assertThat(visit.verify("secretary-1", "电话回访", MARCH).events()).hasSize(1);
    }

    @Test
    void a_verified_visit_is_not_verified_again_but_may_turn_out_to_be_false() {
        visit.verify("secretary-1", "电话回访", APRIL);

        refused("already-verified", () -> visit.verify("secretary-2", "电话回访", APRIL));
        assertThat(visit.reject("inspector-1", "对象称当日无人到访", MAY).events())
                .containsExactly(new VisitRejected("s1", "inspector-1", "对象称当日无人到访", MARCH));
    }

    @Test
    void a_rejected_visit_is_not_rejected_again_but_may_be_verified_later() {
        visit.reject("inspector-1", "对象称当日无人到访", APRIL);

        refused("already-rejected", () -> visit.reject("inspector-1", "同前", APRIL));
        visit.verify("secretary-1", "照片为证", MAY);
        assertThat(visit.state()).isEqualTo(Visit.State.VERIFIED);
    }

    @Test
    void a_correction_states_the_true_time_and_has_to_be_verified_anew() {
        visit.verify("secretary-1", "电话回访", APRIL);

        DomainEvents raised = visit.correct(GREENHOUSE, APRIL, "volunteer-2");

        assertThat(raised.occurredAt()).isEqualTo(APRIL);
        assertThat(raised.events()).containsExactly(new VisitCorrected("s1", "l2", "m2", "查看大棚", MARCH));
        assertThat(visit.state()).isEqualTo(Visit.State.UNVERIFIED);
        assertThat(visit.verdict()).isNull();
        assertThat(visit.correctedBy()).isEqualTo("volunteer-2");
        refused("verified-before-visit", () -> visit.verify("secretary-1", "电话回访", APRIL.minusMillis(1)));
        assertThat(visit.verify("secretary-1", "电话回访", MAY).events())
                .containsExactly(new VisitVerified("s1", "secretary-1", "电话回访", APRIL));
    }

    @Test
    void whoever_recorded_or_ever_corrected_a_visit_neither_verifies_nor_rejects_it() {
        visit.correct(GREENHOUSE, APRIL, "volunteer-2");
        visit.correct(PRUNING, MARCH, "volunteer-1");

        assertThat(visit.correctedBy()).isEqualTo("volunteer-1");
        for (String author : List.of("volunteer-1", "volunteer-2")) {
            refused("own-record", () -> visit.verify(author, "电话回访", MAY));
            refused("own-record", () -> visit.reject(author, "无人到访", MAY));
        }
        assertThat(visit.verify("secretary-1", "电话回访", MAY).events()).hasSize(1);
    }

    @Test
    void what_was_withdrawn_is_left_alone() {
        DomainEvents raised = visit.withdraw("重复录入", APRIL, "secretary-1");

        assertThat(raised.occurredAt()).isEqualTo(APRIL);
        assertThat(raised.events()).containsExactly(new VisitWithdrawn("s1", "重复录入", MARCH));
        refused("already-withdrawn", () -> visit.withdraw("重复录入", MAY, "volunteer-1"));
        refused("already-withdrawn", () -> visit.correct(GREENHOUSE, APRIL, "volunteer-1"));
        refused("already-withdrawn", () -> visit.verify("secretary-1", "电话回访", MAY));
        refused("already-withdrawn", () -> visit.reject("secretary-1", "无人到访", MAY));
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
