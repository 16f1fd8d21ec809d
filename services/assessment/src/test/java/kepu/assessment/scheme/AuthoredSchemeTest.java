package kepu.assessment.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.SchemeEvent.Opinion;
import kepu.contracts.assessment.SchemeEvent.SchemeDrafted;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.SchemeRetired;
import kepu.contracts.assessment.SchemeEvent.SchemeReviewed;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AuthoredSchemeTest {
    private static final Instant NOW = Instant.parse("2026-11-02T02:00:00Z");
    private static final Scheme SCHEME = Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 100, 10)));
    private static final LocalizedText TEXT = new LocalizedText("打卡", "check-ins");
    private static final List<Finding> CHECK_INS = List.of(new Finding("check-in", "A", TEXT, TEXT));

    private final AuthoredScheme scheme = AuthoredScheme.of("510182000000", SCHEME, "text", NOW);

    private static String code(ThrowingCallable command) {
        return catchThrowableOfType(Rejection.class, command).code();
    }

    private static DomainEvent event(DomainEvents events) {
        assertThat(events.events()).hasSize(1);
        return events.events().getFirst();
    }

    private void draftAndApprove() {
        scheme.draft("p-1", List.of());
        scheme.review(Opinion.APPROVED, "同意", NOW, "p-2");
    }

    @Test
    void from_draft_to_retirement_each_step_is_told() {
        assertThat(event(scheme.draft("p-1", List.of()))).isEqualTo(new SchemeDrafted("TEST", 1, Subject.VILLAGE, "试"));
        assertThat(event(scheme.review(Opinion.APPROVED, "同意", NOW, "p-2")))
                .isEqualTo(new SchemeReviewed("TEST", 1, Opinion.APPROVED, "同意"));
        SchemePublished published = (SchemePublished) event(scheme.publish(2027, 2026, List.of(), null, NOW, "p-1"));
        assertThat(published.fromYear()).isEqualTo(2027);
        assertThat(published.reasonAgainstWarnings()).isNull();
        assertThat(Scheme.parse(published.content())).isEqualTo(SCHEME);
        assertThat(event(scheme.retire(2029, 2026, "换新", NOW, "p-1")))
                .isEqualTo(new SchemeRetired("TEST", 1, Subject.VILLAGE, 2029, "换新"));
    }

    @Test
    void nobody_reviews_what_they_wrote_or_revised() {
        scheme.draft("p-1", List.of());
        scheme.revise(SCHEME, "text", NOW, "p-2", List.of());

        assertThat(code(() -> scheme.review(Opinion.APPROVED, "同意", NOW, "p-1")))
                .isEqualTo("own-record");
        assertThat(code(() -> scheme.review(Opinion.APPROVED, "同意", NOW, "p-2")))
                .isEqualTo("own-record");
        assertThat(scheme.review(Opinion.SENT_BACK, "权重不当", NOW, "p-3").events())
                .hasSize(1);
    }

    @Test
    void what_was_approved_and_then_revised_is_to_be_reviewed_again() {
        draftAndApprove();
        scheme.revise(SCHEME, "text", NOW, "p-1", List.of());

        assertThat(code(() -> scheme.publish(2026, 2026, List.of(), null, NOW, "p-1")))
                .isEqualTo("scheme-not-approved");
    }

    @Test
    void what_is_published_never_changes() {
        draftAndApprove();
        scheme.publish(2026, 2026, List.of(), null, NOW, "p-1");

        assertThat(code(() -> scheme.revise(SCHEME, "text", NOW, "p-1", List.of())))
                .isEqualTo("scheme-already-published");
        assertThat(code(() -> scheme.publish(2026, 2026, List.of(), null, NOW, "p-1")))
                .isEqualTo("scheme-already-published");
        assertThat(code(() -> scheme.review(Opinion.SENT_BACK, "改", NOW, "p-3")))
                .isEqualTo("scheme-not-to-be-reviewed");
    }

    @Test
    void a_revision_keeps_id_and_version() {
        scheme.draft("p-1", List.of());
        Scheme second = Scheme.parse(
                SchemeJson.json(SchemeJson.strength("A", 100, 10)).replace("\"version\": 1", "\"version\": 2"));

        assertThat(code(() -> scheme.revise(second, "text", NOW, "p-1", List.of())))
                .isEqualTo("scheme-another-one");
    }

    @Test
    void against_a_warning_it_takes_a_reason_which_is_published() {
        assertThat(scheme.draft("p-1", CHECK_INS).warnings()).hasSize(1);
        scheme.review(Opinion.APPROVED, "同意", NOW, "p-2");

        assertThat(code(() -> scheme.publish(2026, 2026, CHECK_INS, null, NOW, "p-1")))
                .isEqualTo("scheme-against-warnings");
        SchemePublished published = (SchemePublished) event(scheme.publish(2026, 2026, CHECK_INS, "应急值守", NOW, "p-1"));
        assertThat(published.warnings()).containsExactly("check-in");
        assertThat(published.reasonAgainstWarnings()).isEqualTo("应急值守");
    }

    @Test
    void past_years_stay_as_they_were_scored() {
        draftAndApprove();
        assertThat(code(() -> scheme.publish(2025, 2026, List.of(), null, NOW, "p-1")))
                .isEqualTo("scheme-of-past-year");
        assertThat(code(() -> scheme.retire(2026, 2026, "换新", NOW, "p-1"))).isEqualTo("scheme-not-published");
        scheme.publish(2027, 2026, List.of(), null, NOW, "p-1");
        assertThat(code(() -> scheme.retire(2026, 2026, "换新", NOW, "p-1"))).isEqualTo("scheme-retired-too-early");
        assertThat(code(() -> scheme.retire(2027, 2028, "换新", NOW, "p-1"))).isEqualTo("scheme-of-past-year");
        assertThat(scheme.retire(2027, 2026, "换新", NOW, "p-1").events()).hasSize(1);
    }
}
