package kepu.organization.officer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.defaults.Rejection;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The post of publicity officer (科普宣传员) of a unit: held by one person at a time, or vacant (空缺). */
@Document("officer-posts")
@Listed
class OfficerPost extends Aggregate {
    private List<Term> terms = new ArrayList<>();

    /** One appointment; its end is exclusive. */
    record Term(
            String appointmentId,
            String personId,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant leftAt,
            @Nullable String leftBecause) {
        /** When it ends or ended; null while open-ended. */
        @Nullable
        Instant end() {
            return leftAt == null ? until : leftAt;
        }

        boolean covers(Instant at) {
            Instant end = end();
            return !at.isBefore(from) && (end == null || at.isBefore(end));
        }

        boolean overlaps(Term other) {
            Instant end = end();
            Instant otherEnd = other.end();
            return (end == null || other.from.isBefore(end)) && (otherEnd == null || from.isBefore(otherEnd));
        }
    }

    OfficerPost(String id, String unitId) {
        super(id, unitId);
    }

    DomainEvents appoint(String appointmentId, String personId, @Nullable Instant until, Instant at) {
        if (until != null && !until.isAfter(at)) {
            throw OfficerRejection.endsBeforeItStarts(at, until);
        }
        Term term = new Term(appointmentId, personId, at, until, null, null);
        for (Term known : terms) {
            if (known.overlaps(term)) {
                throw OfficerRejection.occupied(known.from());
            }
        }
        terms.add(term);
        terms.sort(Comparator.comparing(Term::from));
        return raise(at, new OfficerAppointed(appointmentId, personId, until)).withItem(appointmentId);
    }

    DomainEvents leave(String appointmentId, String reason, Instant at) {
        Term term = terms.stream()
                .filter(known -> known.appointmentId().equals(appointmentId))
                .findFirst()
                .orElseThrow(() -> Rejection.notFound("appointment", appointmentId));
        if (!at.isAfter(term.from())) {
            throw OfficerRejection.leftBeforeAppointed(term.from());
        }
        Instant end = term.end();
        if (term.leftAt() != null || end != null && !at.isBefore(end)) {
            throw OfficerRejection.notInPost(appointmentId, String.valueOf(end));
        }
        terms.set(terms.indexOf(term), new Term(appointmentId, term.personId(), term.from(), term.until(), at, reason));
        return raise(at, new OfficerLeft(appointmentId, reason));
    }

    Optional<Term> current(Instant now) {
        return terms.stream().filter(term -> term.covers(now)).findFirst();
    }

    /** Since when nobody is in post; {@code unitSince} if nobody ever was, empty while somebody is. */
    Optional<Instant> vacantSince(Instant now, Instant unitSince) {
        if (current(now).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(terms.stream()
                .map(Term::end)
                .filter(end -> end != null && !end.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(unitSince));
    }

    /** Those that last beyond that time, as known now. */
    List<Term> termsBeyond(Instant at) {
        return terms.stream()
                .filter(term -> {
                    Instant end = term.end();
                    return end == null || end.isAfter(at);
                })
                .toList();
    }

    /** In the order of time. */
    List<Term> terms() {
        return List.copyOf(terms);
    }
}
