package kepu.defaults.replica;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.UnitSucceeded;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.access.CachedUnitParents;
import kepu.defaults.access.UnitParents;
import kepu.defaults.access.UnitParents.Parent;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.consume.ReplicaStore.Change;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service keeps of the units (单位) of the organization service: kind, end, and to whom each belonged
 * since when. It follows with a moment's delay.
 *
 * <p>Establishment, closure and each move are facts of their own, so that one that comes late is not lost behind a newer
 * one of another kind.
 */
public final class UnitReplica implements EventListener {
    private static final String KIND = "kind";
    private static final String CLOSED_AT = "closedAt";
    static final String PARENTS = "parents";
    private static final String ESTABLISHMENT = "establishment";
    private static final String CLOSURE = "closure";

    /** Of what amends a move: when the move was said to be. */
    private static final String REPLACES = "replaces";

    /** How the key of a parent ends that a unit's first event stated. */
    private static final String FIRST = "-1";

    /** Key of a parent, before the milliseconds, as earlier releases wrote it. */
    private static final String SINCE = "since";

    private final ReplicaStore copies;
    private final CachedUnitParents parents = new CachedUnitParents(this::parentsOf);

    public UnitReplica(MongoOperations mongo, String collection) {
        this.copies = new ReplicaStore(mongo, collection);
    }

    /** A unit that exists until {@code closedAt} (exclusive; none: still). */
    public record Unit(String unitId, Kind kind, @Nullable Instant closedAt) {
        public boolean isOpenAt(Instant at) {
            return closedAt == null || at.isBefore(closedAt);
        }

        /** @throws kepu.defaults.Rejection 409 {@code unit-closed} if it was closed by then */
        public Unit openAt(Instant at) {
            if (closedAt != null && !isOpenAt(at)) {
                throw SharedRefusal.UNIT_CLOSED.with(unitId, closedAt);
            }
            return this;
        }
    }

    /**
     * Asked before any rule about the unit, so that a stranger learns nothing of it.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit}
     */
    public Unit requireKnown(String unitId) {
        Access.current().require(unitId);
        return find(unitId).orElseThrow(() -> SharedRefusal.UNKNOWN_UNIT.with(unitId));
    }

    /** Wherever the unit is: who asks for a caller must know that it is in their reach. */
    public Optional<Unit> find(String unitId) {
        return copies.find(unitId).flatMap(UnitReplica::unit);
    }

    /** The county that the unit belonged to at that time, or is, as far as this service knows the units between. */
    public Optional<String> countyOf(String unitId, Instant at) {
        UnitParents stored = this::parentsOf;
        return stored.lineage(unitId, at)
                .filter(above ->
                        find(above).filter(unit -> unit.kind() == Kind.COUNTY).isPresent())
                .findFirst();
    }

    /** The tree of the units, for access. */
    public UnitParents parents() {
        return parents;
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        List<Change> changes =
                events.stream().map(received -> change(received.envelope())).toList();
        int applied = copies.apply(changes);
        parents.forget(changes.stream().map(Change::id).toList());
        return applied;
    }

    private static Change change(Envelope<?> envelope) {
        if (!(envelope.data() instanceof UnitEvent event)) {
            throw new IllegalArgumentException("no event of a unit: " + envelope.data());
        }
        return switch (event) {
            case UnitEstablished established ->
                Change.of(envelope, ESTABLISHMENT, establishment(envelope, established));
            case UnitEstablishmentCorrected corrected ->
                Change.of(envelope, ESTABLISHMENT, establishment(envelope, corrected));
            case UnitMoved moved ->
                Change.of(envelope, position(envelope), Map.of(parent(envelope), parent(envelope, moved.parentId())));
            case UnitMoveCorrected moved ->
                Change.of(
                        envelope,
                        position(envelope),
                        Map.of(
                                parent(envelope),
                                parent(envelope, moved.parentId())
                                        .append(REPLACES, millis(moved.previousOccurredAt()))));
            case UnitMoveWithdrawn withdrawn ->
                Change.of(
                        envelope,
                        position(envelope),
                        Map.of(parent(envelope), new Document(REPLACES, millis(withdrawn.previousOccurredAt()))));
            case UnitClosed _, UnitClosureCorrected _ ->
                Change.of(
                        envelope,
                        CLOSURE,
                        Map.of(CLOSED_AT, envelope.occurredAt().toEpochMilli()));
            case UnitClosureWithdrawn _ -> Change.of(envelope, CLOSURE, Collections.singletonMap(CLOSED_AT, null));
            case ResidentsCounted _, VenueKindsDeclared _, UnitSucceeded _ -> Change.of(envelope, Map.of());
        };
    }

    private static Map<String, Object> establishment(Envelope<?> envelope, EstablishmentVersion established) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(KIND, established.kind().name());
        String parentId = established.parentId();
        if (parentId != null) {
            fields.put(PARENTS + "." + ESTABLISHMENT, parent(envelope, parentId));
        }
        return fields;
    }

    private static String position(Envelope<?> envelope) {
        return envelope.epoch() + "-" + envelope.sequence();
    }

    private static String parent(Envelope<?> envelope) {
        return PARENTS + "." + position(envelope);
    }

    /** A move may be recorded late, so each parent is kept with the time from which it holds. */
    private static Document parent(Envelope<?> envelope, String parentId) {
        return new Document("unitId", parentId)
                .append("from", envelope.occurredAt().toEpochMilli());
    }

    private List<Parent> parentsOf(String unitId) {
        return copies.find(unitId).map(UnitReplica::parents).orElse(List.of());
    }

    /** As all that was told says, the newest last, whenever it came. */
    static List<Parent> parents(Document copy) {
        Document stored = copy.get(PARENTS, new Document());
        Map<Instant, Parent> parents = new TreeMap<>();
        stored.entrySet().stream()
                // Earlier releases kept the parent of the establishment, a unit's first event, like that of a move.
                .filter(parent ->
                        !stored.containsKey(ESTABLISHMENT) || !parent.getKey().endsWith(FIRST))
                .sorted(Comparator.comparing(parent -> Position.of(parent.getKey())))
                .forEach(parent -> {
                    if (parent.getValue() instanceof Document amending && amending.containsKey(REPLACES)) {
                        parents.remove(instant(amending.getLong(REPLACES)));
                    }
                    parent(parent).ifPresent(its -> parents.put(its.from(), its));
                });
        return List.copyOf(parents.values());
    }

    /** Where among the events of its unit a parent was stated; what has no place is older than all that has one. */
    private record Position(long epoch, long sequence) implements Comparable<Position> {
        static Position of(String key) {
            String[] parts = key.split("-");
            return parts.length < 2
                    ? new Position(-1, -1)
                    : new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        @Override
        public int compareTo(Position other) {
            return Comparator.comparingLong(Position::epoch)
                    .thenComparingLong(Position::sequence)
                    .compare(this, other);
        }
    }

    private static Optional<Parent> parent(Map.Entry<String, Object> stored) {
        return switch (stored.getValue()) {
            case Document parent ->
                Optional.ofNullable(parent.getString("unitId"))
                        .map(unitId -> new Parent(unitId, instant(parent.getLong("from"))));
            case String unitId ->
                Optional.of(new Parent(
                        unitId, instant(Long.parseLong(stored.getKey().substring(SINCE.length())))));
            default -> throw new IllegalStateException("no parent of a unit: " + stored);
        };
    }

    private static Optional<Unit> unit(Document copy) {
        return Optional.ofNullable(copy.getString(KIND)).map(kind -> {
            Long closedAt = copy.getLong(CLOSED_AT);
            return new Unit(copy.getString("_id"), Kind.valueOf(kind), closedAt == null ? null : instant(closedAt));
        });
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
