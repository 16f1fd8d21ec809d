package kepu.assessment.scoring.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.WindowEvent;
import org.jspecify.annotations.Nullable;

/** The facts about one unit that are known by an instant, each once, by family. */
public final class Facts {
    private final Map<String, List<DatedEvent<?>>> byTopic = new HashMap<>();

    private final ZoneId zone;

    private Facts(ZoneId zone) {
        this.zone = zone;
    }

    /** Windows belong to a county; the caller passes those of the unit's own county. */
    public static Facts known(
            String unitId, ZoneId zone, Instant knownBy, Collection<? extends Envelope<?>> envelopes) {
        Facts facts = new Facts(zone);
        Set<UUID> seen = new HashSet<>(2 * envelopes.size());
        for (Envelope<?> envelope : envelopes) {
            DomainEvent data = envelope.data();
            if ((envelope.unitId().equals(unitId) || data instanceof WindowEvent)
                    && !envelope.recordedAt().isAfter(knownBy)
                    && seen.add(envelope.id())) {
                facts.byTopic
                        .computeIfAbsent(Contracts.of(data.getClass()).topic(), _ -> new ArrayList<>())
                        .add(new DatedEvent<>(envelope, data, facts.localDate(envelope.occurredAt())));
            }
        }
        return facts;
    }

    /** Every fact of a family, in no order. */
    @SuppressWarnings("unchecked") // a topic carries the members of one family only
    public <E extends DomainEvent> List<DatedEvent<E>> of(Class<E> family) {
        return (List<DatedEvent<E>>) (List<?>) byTopic.getOrDefault(Contracts.topicOf(family), List.of());
    }

    /** Every fact of a family in the order in which they happened; at the same instant, the newer version last. */
    public <E extends DomainEvent> List<DatedEvent<E>> inOrder(Class<E> family) {
        List<DatedEvent<E>> sorted = new ArrayList<>(of(family));
        sorted.sort(DatedEvent.AS_IT_HAPPENED);
        return sorted;
    }

    /** First day after a term; the end of time if the term is open-ended. */
    public LocalDate until(@Nullable Instant end) {
        return end == null ? LocalDate.MAX : localDate(end);
    }

    /** The day on which something happened here. */
    public LocalDate localDate(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
