package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import java.util.Comparator;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;

/** An event with the local date of its {@code occurredAt}. */
public record DatedEvent<E extends DomainEvent>(Envelope<?> envelope, E data, LocalDate date) {
    /** Orders the versions of one fact; the greatest one holds. */
    public static final Comparator<DatedEvent<?>> BY_VERSION = (a, b) -> {
        int byEpoch = Long.compare(a.envelope.epoch(), b.envelope.epoch());
        return byEpoch != 0 ? byEpoch : Long.compare(a.envelope.sequence(), b.envelope.sequence());
    };

    /** Orders events by when they happened. */
    public static final Comparator<DatedEvent<?>> AS_IT_HAPPENED = (a, b) -> {
        int byTime = a.envelope.occurredAt().compareTo(b.envelope.occurredAt());
        int byVersion = byTime != 0 ? byTime : BY_VERSION.compare(a, b);
        return byVersion != 0 ? byVersion : a.envelope.id().compareTo(b.envelope.id());
    };

    /** Whether this version replaces the other; decided even if a producer used a sequence twice. */
    public boolean isNewerThan(DatedEvent<?> other) {
        int byVersion = BY_VERSION.compare(this, other);
        return byVersion != 0 ? byVersion > 0 : AS_IT_HAPPENED.compare(this, other) > 0;
    }
}
