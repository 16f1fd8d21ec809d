package kepu.assessment.scoring.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.SchemeEvent;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.SchemeRetired;
import kepu.contracts.assessment.SchemeEvent.Subject;
import org.junit.jupiter.api.Test;

class SchemesOfCountyTest {
    private static Envelope<?> told(String at, SchemeEvent event) {
        Instant time = Instant.parse(at);
        return new Envelope<>(
                UUID.nameUUIDFromBytes((at + event).getBytes()),
                event.scheme() + ":1",
                time,
                time,
                1,
                1,
                "510182000000",
                "p-1",
                "correlation",
                null,
                null,
                event);
    }

    private static Envelope<?> published(String at, String scheme, int fromYear) {
        return told(at, new SchemePublished(scheme, 1, Subject.VILLAGE, fromYear, "{}", Set.of(), null));
    }

    private static Optional<String> inForce(List<Envelope<?>> facts, int year) {
        return SchemesOfCounty.inForce(facts, Instant.MAX, year, Subject.VILLAGE)
                .map(SchemePublished::scheme);
    }

    @Test
    void a_scheme_is_in_force_from_its_first_year_until_a_later_one_begins() {
        List<Envelope<?>> facts =
                List.of(published("2026-01-10T00:00:00Z", "A", 2026), published("2026-02-10T00:00:00Z", "B", 2028));

        assertThat(inForce(facts, 2025)).isEmpty();
        assertThat(inForce(facts, 2026)).contains("A");
        assertThat(inForce(facts, 2027)).contains("A");
        assertThat(inForce(facts, 2028)).contains("B");
    }

    @Test
    void of_two_for_one_year_the_last_published_holds_in_whatever_order_they_come() {
        Envelope<?> first = published("2026-01-10T00:00:00Z", "Z", 2026);
        Envelope<?> second = published("2026-02-10T00:00:00Z", "A", 2026);

        assertThat(inForce(List.of(first, second), 2026)).contains("A");
        assertThat(inForce(List.of(second, first), 2026)).contains("A");
    }

    @Test
    void a_retired_one_still_scores_the_years_before_and_the_one_before_it_comes_back() {
        List<Envelope<?>> facts = List.of(
                published("2025-01-10T00:00:00Z", "A", 2025),
                published("2026-01-10T00:00:00Z", "B", 2026),
                told("2026-06-10T00:00:00Z", new SchemeRetired("B", 1, Subject.VILLAGE, 2027, "换新")));

        assertThat(inForce(facts, 2026)).contains("B");
        assertThat(inForce(facts, 2027)).contains("A");
    }

    @Test
    void a_scheme_is_not_in_force_by_what_was_known_before_and_never_for_others() {
        List<Envelope<?>> facts = List.of(published("2026-01-10T00:00:00Z", "A", 2026));

        assertThat(SchemesOfCounty.inForce(facts, Instant.parse("2026-01-09T23:59:59Z"), 2026, Subject.VILLAGE))
                .isEmpty();
        assertThat(SchemesOfCounty.inForce(facts, Instant.parse("2026-01-10T00:00:00Z"), 2026, Subject.VILLAGE))
                .isPresent();
        assertThat(SchemesOfCounty.inForce(facts, Instant.MAX, 2026, Subject.DEPARTMENT))
                .isEmpty();
    }
}
