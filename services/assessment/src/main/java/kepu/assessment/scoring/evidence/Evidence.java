package kepu.assessment.scoring.evidence;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.contracts.Contracts;

/** Collects the events that count and those that do not, each of them once; or nothing, where nobody asks for it. */
public final class Evidence {
    private final boolean collects;
    private final Map<UUID, EvidenceRef> counted = new LinkedHashMap<>();
    private final Map<UUID, NotCounted> notCounted = new LinkedHashMap<>();

    private Evidence(boolean collects) {
        this.collects = collects;
    }

    static Evidence collecting() {
        return new Evidence(true);
    }

    public static Evidence none() {
        return new Evidence(false);
    }

    public void counts(DatedEvent<?> fact) {
        if (!collects) {
            return;
        }
        counted.putIfAbsent(
                fact.envelope().id(),
                new EvidenceRef(
                        fact.envelope().id(), type(fact), fact.envelope().occurredAt()));
    }

    /** The events that began and ended what overlaps the days. */
    public void counts(Iterable<Span> spans, Days days) {
        if (!collects) {
            return;
        }
        for (Span span : spans) {
            if (days.overlap(span) > 0) {
                counts(span.startedBy());
                DatedEvent<?> end = span.endedBy();
                if (end != null && !end.date().isAfter(days.last())) {
                    counts(end);
                }
            }
        }
    }

    public void doesNotCount(DatedEvent<?> fact, Reason reason) {
        if (!collects) {
            return;
        }
        notCounted.putIfAbsent(
                fact.envelope().id(),
                new NotCounted(
                        fact.envelope().id(),
                        type(fact),
                        fact.envelope().occurredAt(),
                        reason,
                        reason.text().zh(),
                        reason.text().en()));
    }

    public List<EvidenceRef> counted() {
        return counted.values().stream()
                .sorted(Comparator.comparing(EvidenceRef::occurredAt).thenComparing(EvidenceRef::eventId))
                .toList();
    }

    public List<NotCounted> notCounted() {
        return notCounted.values().stream()
                .sorted(Comparator.comparing(NotCounted::occurredAt).thenComparing(NotCounted::eventId))
                .toList();
    }

    private static String type(DatedEvent<?> fact) {
        return Contracts.of(fact.data().getClass()).type();
    }
}
