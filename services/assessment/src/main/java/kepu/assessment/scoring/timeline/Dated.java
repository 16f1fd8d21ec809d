package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import java.util.Comparator;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;

/** An event with the local date of its {@code occurredAt}. */
public record Dated<E extends DomainEvent>(Envelope<?> envelope, E data, LocalDate date) {
    /** Of several versions of one fact the greatest holds. */
    public static final Comparator<Dated<?>> BY_VERSION = (a, b) -> {
        int byEpoch = Long.compare(a.envelope.epoch(), b.envelope.epoch());
        return byEpoch != 0 ? byEpoch : Long.compare(a.envelope.sequence(), b.envelope.sequence());
    };

    /** The order in which things happened. */
    public static final Comparator<Dated<?>> AS_IT_HAPPENED = (a, b) -> {
        int byTime = a.envelope.occurredAt().compareTo(b.envelope.occurredAt());
        int byVersion = byTime != 0 ? byTime : BY_VERSION.compare(a, b);
        return byVersion != 0 ? byVersion : a.envelope.id().compareTo(b.envelope.id());
    };

    /** Whether this version holds against the other; decided also where a producer gave a position twice. */
    public boolean isNewerThan(Dated<?> other) {
        int byVersion = BY_VERSION.compare(this, other);
        return byVersion != 0 ? byVersion > 0 : AS_IT_HAPPENED.compare(this, other) > 0;
    }
}
