package kepu.assessment.scoring.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.TeamEvent;
import org.jspecify.annotations.Nullable;

/**
 * The facts about one unit that are known by an instant, each once, by family. More may be added; what was computed from
 * families to which nothing was added stays right.
 *
 * <p>Not for use by several threads at once.
 */
public final class Facts {
    private static final Set<String> OF_COUNTY = Contracts.all().stream()
            .filter(contract -> AppliesBelow.class.isAssignableFrom(contract.event()))
            .map(Contracts.Contract::topic)
            .collect(Collectors.toUnmodifiableSet());

    /** What {@link UnitYear} reads before any formula does. */
    private static final Set<String> BEHIND_EVERYTHING = Stream.of(UnitEvent.class, TeamEvent.class, LinkEvent.class)
            .map(Contracts::topicOf)
            .collect(Collectors.toUnmodifiableSet());

    private static final Family NO_FACTS = new Family();

    private final Map<String, Family> byTopic = new HashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Set<UUID> seen = new HashSet<>();
    private final String unitId;
    private final ZoneId zone;
    private final Instant knownBy;
    private final boolean isExplained;
    private Set<UUID> ofCounty = Set.of();
    private @Nullable Set<String> recorded;

    private Facts(String unitId, ZoneId zone, Instant knownBy, boolean isExplained) {
        this.unitId = unitId;
        this.zone = zone;
        this.knownBy = knownBy;
        this.isExplained = isExplained;
    }

    /** Windows and programmes belong to a county; the caller passes those of the unit's own county. */
    public static Facts known(
            String unitId, ZoneId zone, Instant knownBy, Collection<? extends Envelope<?>> envelopes) {
        return new Facts(unitId, zone, knownBy, true).with(envelopes);
    }

    /** All facts of a unit, for a card of which nobody asks the evidence. */
    public static Facts unexplained(String unitId, ZoneId zone, Collection<? extends Envelope<?>> envelopes) {
        return new Facts(unitId, zone, Instant.MAX, false).with(envelopes);
    }

    private Facts with(Collection<? extends Envelope<?>> envelopes) {
        for (Envelope<?> envelope : envelopes) {
            add(envelope, Family::append);
        }
        byTopic.values().forEach(Family::sort);
        return this;
    }

    /** Adds a fact, unless it is there already or was not known by the instant. */
    public void add(Envelope<?> envelope) {
        add(envelope, Family::insert);
    }

    /** The same facts and some more; these stay as they are. */
    public Facts plus(Collection<? extends Envelope<?>> more) {
        Facts all = new Facts(unitId, zone, knownBy, isExplained);
        all.byTopic.putAll(byTopic);
        all.revisions.putAll(revisions);
        all.seen.addAll(seen);
        all.ofCounty = ofCounty;
        more.stream()
                .map(envelope -> Contracts.of(envelope.data().getClass()).topic())
                .distinct()
                .forEach(topic -> all.byTopic.computeIfPresent(topic, (_, family) -> family.copy()));
        more.forEach(all::add);
        return all;
    }

    private void add(Envelope<?> envelope, BiConsumer<Family, DatedEvent<?>> how) {
        DomainEvent data = envelope.data();
        if ((envelope.unitId().equals(unitId) || data instanceof AppliesBelow)
                && !envelope.recordedAt().isAfter(knownBy)
                && seen.add(envelope.id())) {
            String topic = Contracts.of(data.getClass()).topic();
            how.accept(
                    byTopic.computeIfAbsent(topic, _ -> new Family()),
                    new DatedEvent<>(envelope, data, localDate(envelope.occurredAt())));
            revisions.merge(topic, 1, Integer::sum);
        }
    }

    /** The facts of a family in the order in which they happened, and which of their versions hold. */
    private static final class Family {
        private final List<DatedEvent<?>> inOrder = new ArrayList<>();
        private final Map<String, DatedEvent<?>> newest = new HashMap<>();
        private final Set<DatedEvent<?>> replaced = Collections.newSetFromMap(new IdentityHashMap<>());

        Family copy() {
            Family copy = new Family();
            copy.inOrder.addAll(inOrder);
            copy.newest.putAll(newest);
            copy.replaced.addAll(replaced);
            return copy;
        }

        void append(DatedEvent<?> fact) {
            inOrder.add(fact);
            weigh(fact);
        }

        void sort() {
            inOrder.sort(DatedEvent.AS_IT_HAPPENED);
        }

        void insert(DatedEvent<?> fact) {
            int place = Collections.binarySearch(inOrder, fact, DatedEvent.AS_IT_HAPPENED);
            inOrder.add(place < 0 ? -place - 1 : place, fact);
            weigh(fact);
        }

        private void weigh(DatedEvent<?> fact) {
            if (fact.data() instanceof FactVersion version) {
                DatedEvent<?> other = newest.putIfAbsent(version.factId(), fact);
                if (other != null) {
                    boolean isNewer = fact.isNewerThan(other);
                    replaced.add(isNewer ? other : fact);
                    newest.put(version.factId(), isNewer ? fact : other);
                }
            }
        }
    }

    /** Collects evidence, if somebody asks for it. */
    Evidence newEvidence() {
        return isExplained ? Evidence.collecting(ProbableDuplicates.of(this)) : Evidence.none();
    }

    /** Puts the windows and programmes of the unit's county in the place of those that are there. */
    public void replaceOfCounty(Collection<? extends Envelope<?>> envelopes) {
        Set<UUID> ids = envelopes.stream().map(Envelope::id).collect(Collectors.toSet());
        if (!ids.equals(ofCounty)) {
            byTopic.keySet().removeAll(OF_COUNTY);
            OF_COUNTY.forEach(topic -> revisions.merge(topic, 1, Integer::sum));
            seen.removeAll(ofCounty);
            ofCounty = ids;
            envelopes.forEach(this::add);
        }
    }

    /** How many facts there are. */
    public int size() {
        return seen.size();
    }

    /**
     * The result of a computation, and the families that it has read.
     *
     * @param revisions of these families, by topic
     */
    public record Reading<T>(T result, Map<String, Integer> revisions) {
        public Reading {
            revisions = Map.copyOf(revisions);
        }
    }

    /** Does a computation and notes the families that it reads. */
    public <T> Reading<T> reading(Supplier<T> computation) {
        Set<String> topics = new HashSet<>(BEHIND_EVERYTHING);
        recorded = topics;
        try {
            T result = computation.get();
            Map<String, Integer> read = new HashMap<>();
            topics.forEach(topic -> read.put(topic, revisions.getOrDefault(topic, 0)));
            return new Reading<>(result, read);
        } finally {
            recorded = null;
        }
    }

    /** Whether the computation would read the same again. */
    public boolean isUnchangedSince(Reading<?> reading) {
        return reading.revisions().entrySet().stream()
                .allMatch(read -> revisions.getOrDefault(read.getKey(), 0).equals(read.getValue()));
    }

    /** Every fact of a family, in no order that anybody may rely on. */
    public <E extends DomainEvent> List<DatedEvent<E>> of(Class<E> family) {
        return inOrder(family);
    }

    /** Every fact of a family in the order in which they happened; at the same instant, the newer version last. */
    @SuppressWarnings("unchecked") // a topic carries the members of one family only
    public <E extends DomainEvent> List<DatedEvent<E>> inOrder(Class<E> family) {
        return (List<DatedEvent<E>>) (List<?>) Collections.unmodifiableList(read(family).inOrder);
    }

    /** The version that replaces this one; empty if it holds itself. */
    <E extends DomainEvent> Optional<DatedEvent<?>> replacing(Class<E> family, DatedEvent<E> version) {
        Family its = read(family);
        return !its.replaced.isEmpty() && its.replaced.contains(version) && version.data() instanceof FactVersion of
                ? Optional.ofNullable(its.newest.get(of.factId()))
                : Optional.empty();
    }

    private Family read(Class<? extends DomainEvent> family) {
        String topic = Contracts.topicOf(family);
        if (recorded != null) {
            recorded.add(topic);
        }
        return byTopic.getOrDefault(topic, NO_FACTS);
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
