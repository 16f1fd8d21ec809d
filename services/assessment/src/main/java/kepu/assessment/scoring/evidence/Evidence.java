package kepu.assessment.scoring.evidence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import kepu.assessment.scoring.evidence.EvidenceRef.ProbableDuplicate;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.contracts.Contracts;
import kepu.contracts.fact.FactVersion;
import org.jspecify.annotations.Nullable;

/** Collects the events that count and those that do not, each of them once; or nothing, where nobody asks for it. */
public final class Evidence {
    private final boolean collects;
    private final ProbableDuplicates duplicates;
    private final Map<UUID, DatedEvent<?>> counted = new LinkedHashMap<>();
    private final Map<UUID, NotCounted> notCounted = new LinkedHashMap<>();

    private Evidence(boolean collects, ProbableDuplicates duplicates) {
        this.collects = collects;
        this.duplicates = duplicates;
    }

    static Evidence collecting(ProbableDuplicates duplicates) {
        return new Evidence(true, duplicates);
    }

    public static Evidence none() {
        return new Evidence(false, ProbableDuplicates.none());
    }

    public void counts(DatedEvent<?> fact) {
        if (!collects) {
            return;
        }
        counted.putIfAbsent(fact.envelope().id(), fact);
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
        Map<String, UUID> events = new HashMap<>();
        counted.forEach((id, fact) -> {
            if (fact.data() instanceof FactVersion version) {
                events.merge(ProbableDuplicates.record(version), id, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        });
        return counted.values().stream()
                .map(fact -> new EvidenceRef(
                        fact.envelope().id(),
                        type(fact),
                        fact.envelope().occurredAt(),
                        probableDuplicate(duplicates.like(fact.data()), events)))
                .sorted(Comparator.comparing(EvidenceRef::occurredAt).thenComparing(EvidenceRef::eventId))
                .toList();
    }

    /** Only what counts as well is named. */
    private static @Nullable ProbableDuplicate probableDuplicate(Set<String> looksLike, Map<String, UUID> events) {
        List<UUID> others = looksLike.stream()
                .map(events::get)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return others.isEmpty() ? null : ProbableDuplicate.of(others);
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
