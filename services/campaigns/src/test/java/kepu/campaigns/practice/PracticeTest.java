package kepu.campaigns.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.campaigns.practice.Practice.Content;
import kepu.campaigns.practice.Practice.State;
import kepu.contracts.campaigns.PracticeEvent.Kind;
import kepu.contracts.campaigns.PracticeEvent.PracticeCorrected;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.PracticeEvent.PracticeWithdrawn;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PracticeTest {
    private static final Instant MARCH = Instant.parse("2026-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-05T02:00:00Z");
    private static final String VILLAGE = "990101201201";
    private static final Content GROWER = new Content(Kind.ROLE_MODEL, "种植能手带动十户", "p-lin", "带动十户种柑橘");

    private final Practice practice = new Practice("n1", VILLAGE, GROWER, MARCH, "leader-1");

    @Test
    void a_nomination_tells_the_person_by_pseudonym_and_nothing_of_the_story() {
        assertThat(practice.record().events())
                .containsExactly(new PracticeNominated("n1", Kind.ROLE_MODEL, "种植能手带动十户", "p-lin"));
        assertThat(practice.state()).isEqualTo(State.NOMINATED);
        assertThat(practice.publishedAt()).isNull();
    }

    @Test
    void somebody_else_publishes_it() {
        var told = practice.publish(APRIL, "clerk-1", "990101");
        assertThat(told.occurredAt()).isEqualTo(APRIL);
        assertThat(told.events()).containsExactly(new PracticePublished("n1", "clerk-1"));
        assertThat(practice.publishedAt()).isEqualTo(APRIL);
        assertThat(practice.publishedBy()).isEqualTo("clerk-1");
        refuses("practice-published", () -> practice.publish(MAY, "clerk-2", "990101"));
    }

    @Test
    void nobody_publishes_what_they_nominated_or_corrected_or_what_is_about_them() {
        practice.correct(GROWER, MARCH, "secretary-1");
        refuses("own-record", () -> practice.publish(APRIL, "leader-1", "990101"));
        refuses("own-record", () -> practice.publish(APRIL, "secretary-1", "990101"));
        refuses("own-record", () -> practice.publish(APRIL, "p-lin", "990101"));
        assertThat(practice.publish(APRIL, "clerk-1", "990101").events()).hasSize(1);
    }

    @Test
    void it_is_not_published_before_it_was_nominated() {
        refuses("practice-published-too-early", () -> practice.publish(MARCH.minusMillis(1), "clerk-1", "990101"));
        assertThat(practice.publish(MARCH, "clerk-1", "990101").events()).hasSize(1);
    }

    @Test
    void a_withdrawn_publication_may_be_corrected_and_published_again() {
        refuses("practice-not-published", () -> practice.unpublish("待核", APRIL));
        practice.publish(APRIL, "clerk-1", "990101");
        refuses("practice-published", () -> practice.correct(GROWER, MARCH, "leader-1"));

        assertThat(practice.unpublish("待核", MAY).events())
                .containsExactly(new PracticePublicationWithdrawn("n1", "待核", APRIL));
        assertThat(practice.state()).isEqualTo(State.UNPUBLISHED);
        Content village = new Content(Kind.GOOD_PRACTICE, "十户联种", null, "十户联种柑橘");
        assertThat(practice.correct(village, MARCH, "leader-1").events())
                .containsExactly(new PracticeCorrected("n1", Kind.GOOD_PRACTICE, "十户联种", null, MARCH));
        assertThat(practice.publish(MAY, "p-lin", "990101").events()).hasSize(1);
    }

    @Test
    void a_withdrawn_nomination_takes_its_publication_with_it() {
        practice.publish(APRIL, "clerk-1", "990101");
        assertThat(practice.withdraw("误报", MAY, "leader-1").events())
                .containsExactly(new PracticeWithdrawn("n1", "误报", MARCH));
        assertThat(practice.publishedAt()).isNull();
        refuses("already-withdrawn", () -> practice.publish(MAY, "clerk-1", "990101"));
        refuses("unknown-practice", () -> practice.requireTakenUpBy("990101201202", MAY));
    }

    @Test
    void another_unit_takes_up_what_is_published_from_then_on() {
        refuses("unknown-practice", () -> practice.requireTakenUpBy("990101201202", APRIL));
        practice.publish(APRIL, "clerk-1", "990101");
        refuses("practice-reused-too-early", () -> practice.requireTakenUpBy("990101201202", APRIL.minusMillis(1)));
        refuses("own-practice", () -> practice.requireTakenUpBy(VILLAGE, MAY));
        practice.requireTakenUpBy("990101201202", APRIL);
    }

    @Test
    void two_nominations_look_the_same_whatever_is_told_of_them() {
        assertThat(practice.likeness(new Content(Kind.ROLE_MODEL, "种植能手带动十户", "p-lin", "另一种说法")))
                .isEqualTo(practice.likeness(GROWER));
        assertThat(practice.likeness(new Content(Kind.ROLE_MODEL, "种植能手带动十户", "p-sun", "带动十户种柑橘")))
                .isNotEqualTo(practice.likeness(GROWER));
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
