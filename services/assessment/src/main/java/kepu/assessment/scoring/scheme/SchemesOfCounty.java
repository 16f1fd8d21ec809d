package kepu.assessment.scoring.scheme;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.SchemeEvent;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.SchemeRetired;
import kepu.contracts.assessment.SchemeEvent.Subject;

/** Which of the schemes that a county published is in force for a year; reference data, so it holds for every as-of day. */
public final class SchemesOfCounty {
    private static final Comparator<Envelope<?>> AS_PUBLISHED = Comparator.<Envelope<?>>comparingInt(
                    SchemesOfCounty::fromYear)
            .thenComparing(Envelope::occurredAt)
            .thenComparing(Envelope::recordedAt)
            .thenComparing(Envelope::id);

    private SchemesOfCounty() {}

    /**
     * Of those that are not retired for the year the one from the latest year on, of equal ones the last published.
     *
     * @param facts of any kind; only schemes known by the instant count
     */
    public static Optional<SchemePublished> inForce(
            Collection<? extends Envelope<?>> facts, Instant knownBy, int year, Subject subject) {
        List<? extends Envelope<?>> known = facts.stream()
                .filter(fact ->
                        fact.data() instanceof SchemeEvent && !fact.recordedAt().isAfter(knownBy))
                .toList();
        Set<String> retired = new HashSet<>();
        for (Envelope<?> fact : known) {
            if (fact.data() instanceof SchemeRetired is && is.fromYear() <= year) {
                retired.add(name(is));
            }
        }
        return known.stream()
                .<Envelope<?>>map(fact -> fact)
                .filter(fact -> fact.data() instanceof SchemePublished is
                        && is.appliesTo() == subject
                        && is.fromYear() <= year
                        && !retired.contains(name(is)))
                .max(AS_PUBLISHED)
                .map(fact -> (SchemePublished) fact.data());
    }

    private static String name(SchemeEvent scheme) {
        return scheme.scheme() + ':' + scheme.schemeVersion();
    }

    private static int fromYear(Envelope<?> fact) {
        return fact.data() instanceof SchemePublished is ? is.fromYear() : 0;
    }
}
