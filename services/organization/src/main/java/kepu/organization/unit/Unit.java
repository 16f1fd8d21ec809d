package kepu.organization.unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepu.access.Grant;
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
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** A unit (单位) under its official code; remembers to whom it belonged at any time, and into which units it went over. */
@Document("units")
@IdFromBody
@CompoundIndex(def = "{'parentId': 1, 'kind': 1, '_id': 1}")
@CompoundIndex(def = "{'parents.parentId': 1}")
@CompoundIndex(def = "{'closureRecordedAt': 1}", sparse = true)
@CompoundIndex(def = "{'successors': 1}")
class Unit extends Aggregate {
    private Kind kind;
    private String name;
    private Instant establishedAt;
    private @Nullable String parentId;
    private List<Parents.Parentage> parents = new ArrayList<>();
    private List<ResidentCount> residentCounts = new ArrayList<>();
    private List<Venues> venues = new ArrayList<>();
    private @Nullable Instant closedAt;
    private @Nullable String closedBecause;
    private @Nullable Instant closureRecordedAt;
    private Set<String> successors = new TreeSet<>();

    /** Residents (常住人口) as counted then; {@code source}: where the number is from, if somebody said. */
    record ResidentCount(int residents, @Nullable String source, Instant at) {}

    /** The kinds of venue (五进) from then on. */
    record Venues(Set<VenueKind> kinds, Instant from) {
        Venues {
            kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
        }
    }

    Unit(String id, String unitId, Kind kind, String name, @Nullable String parentId, Instant establishedAt) {
        super(id, unitId);
        this.kind = kind;
        this.name = name;
        this.parentId = parentId;
        this.establishedAt = establishedAt;
    }

    /** It takes a right over the parent, and for a topmost unit over the whole installation. */
    @Override
    protected String createdUnder() {
        return parentId == null ? Grant.EVERYWHERE : parentId;
    }

    /**
     * Who decides on its place and its end needs a right over its parent: nobody does away with the ground that their own
     * rights stand on.
     *
     * @throws kepu.defaults.Rejection 403 {@code right-over-parent-missing}
     */
    void requireRightOverParent() {
        if (!Access.current().covers(createdUnder())) {
            throw UnitRejection.noRightOverParent(id());
        }
    }

    /** @param parent the unit called {@code parentId}, if one is */
    DomainEvents establish(@Nullable Unit parent) {
        if (parent == null) {
            if (!Parents.mayBeTopmost(kind)) {
                throw UnitRejection.wrongParent(kind, null);
            }
        } else {
            parents = withParent(parent, establishedAt);
        }
        return raise(establishedAt, new UnitEstablished(id(), kind, name, parentId));
    }

    /**
     * States anew what the unit is, its name and since when it exists; its first parent stays.
     *
     * @param everAbove those of its parents, at whatever time, that are in the register
     */
    DomainEvents correctEstablishment(Kind newKind, String newName, Instant at, Collection<Unit> everAbove) {
        requireNothingBefore(at);
        String first = parentAt(establishedAt);
        if (first == null && !Parents.mayBeTopmost(newKind)) {
            throw UnitRejection.wrongParent(newKind, null);
        }
        List<Parents.Parentage> after = new ArrayList<>(parents);
        if (first != null) {
            after.set(0, new Parents.Parentage(first, at));
        }
        for (Unit parent : everAbove) {
            if (!Parents.allow(newKind, parent.kind)) {
                throw UnitRejection.wrongParent(newKind, parent.kind);
            }
            outlastsNot(parent, Parents.stays(after, closedAt));
        }
        Instant previous = establishedAt;
        kind = newKind;
        name = newName;
        establishedAt = at;
        parents = after;
        return raise(at, new UnitEstablishmentCorrected(id(), kind, name, first, previous));
    }

    /** What was recorded of the unit itself lies in its life; what it has may be older. */
    private void requireNothingBefore(Instant at) {
        parents.stream()
                .map(Parents.Parentage::from)
                .filter(from -> from.isAfter(establishedAt))
                .findFirst()
                .filter(moved -> !moved.isAfter(at))
                .ifPresent(moved -> {
                    throw UnitRejection.movedBefore(moved);
                });
        if (closedAt != null && closedAt.isBefore(at)) {
            throw UnitRejection.closedBefore(closedAt);
        }
        Stream.concat(
                        residentCounts.stream().map(ResidentCount::at),
                        venues.stream().map(Venues::from))
                .min(Comparator.naturalOrder())
                .filter(described -> described.isBefore(at))
                .ifPresent(described -> {
                    throw UnitRejection.describedBefore(described);
                });
    }

    /** Puts the unit under another parent from {@code at} on, which may lie before moves that are known already. */
    DomainEvents move(Unit parent, Instant at) {
        stands(at);
        for (Parents.Parentage known : parents) {
            if (known.from().equals(at)) {
                throw UnitRejection.movedAtThatTime(at);
            }
        }
        if (parent.id().equals(parentAt(at))) {
            throw UnitRejection.alreadyThere(parent.id());
        }
        parents = withParent(parent, at);
        parentId = parents.getLast().parentId();
        return raise(at, new UnitMoved(id(), parent.id()));
    }

    /** The move that is known to have been at {@code known} was to that parent, from {@code at} on. */
    DomainEvents correctMove(Instant known, Unit parent, Instant at, Collection<Unit> everAbove) {
        parents = Parents.withoutMove(parents, known, establishedAt);
        move(parent, at);
        everAbove.forEach(above -> outlastsNot(above, stays()));
        return raise(at, new UnitMoveCorrected(id(), parent.id(), known));
    }

    /** It never was: the unit stayed where it had been. */
    DomainEvents withdrawMove(Instant known, String reason, Collection<Unit> everAbove, Instant now) {
        parents = Parents.withoutMove(parents, known, establishedAt);
        everAbove.forEach(above -> outlastsNot(above, stays()));
        parentId = parents.isEmpty() ? null : parents.getLast().parentId();
        return raise(now, new UnitMoveWithdrawn(id(), parentId, reason, known));
    }

    private List<Parents.Parentage> withParent(Unit parent, Instant at) {
        if (!Parents.allow(kind, parent.kind)) {
            throw UnitRejection.wrongParent(kind, parent.kind);
        }
        parent.isOpen(at);
        List<Parents.Parentage> after = Parents.with(parents, new Parents.Parentage(parent.id(), at));
        outlastsNot(parent, Parents.stays(after, closedAt));
        return after;
    }

    /** @param into units into which it goes over: one where units are merged, several where it is split; mostly none */
    DomainEvents close(String reason, Set<String> into, Instant at, Instant now) {
        if (closedAt != null) {
            throw SharedRefusal.UNIT_CLOSED.with(id(), closedAt);
        }
        if (at.isBefore(establishedAt)) {
            throw UnitRejection.beforeEstablishment(establishedAt);
        }
        closedAt = at;
        closedBecause = reason;
        closureRecordedAt = now;
        return goingOver(into, raise(at, new UnitClosed(id(), reason)));
    }

    /**
     * @param into units into which it goes over
     * @param everAbove those of its parents, at whatever time, that are in the register
     */
    DomainEvents correctClosure(String reason, Set<String> into, Instant at, Collection<Unit> everAbove, Instant now) {
        Instant previous = closure();
        if (at.isBefore(establishedAt)) {
            throw UnitRejection.beforeEstablishment(establishedAt);
        }
        everAbove.forEach(parent -> outlastsNot(parent, Parents.stays(parents, at)));
        closedAt = at;
        closedBecause = reason;
        closureRecordedAt = now;
        return goingOver(into, raise(at, new UnitClosureCorrected(id(), reason, previous)));
    }

    /**
     * It was never closed. What was refused or ended meanwhile stays as it is.
     *
     * @param everAbove those of its parents, at whatever time, that are in the register
     */
    DomainEvents withdrawClosure(String reason, Collection<Unit> everAbove, Instant now) {
        Instant previous = closure();
        everAbove.forEach(parent -> outlastsNot(parent, Parents.stays(parents, null)));
        closedAt = null;
        closedBecause = null;
        closureRecordedAt = null;
        return goingOver(Set.of(), raise(now, new UnitClosureWithdrawn(id(), reason, previous)));
    }

    /** Nothing more is told of a unit that never had a successor. */
    private DomainEvents goingOver(Set<String> into, DomainEvents ending) {
        boolean hadNone = successors.isEmpty();
        successors = new TreeSet<>(into);
        return hadNone && into.isEmpty() ? ending : ending.and(new UnitSucceeded(id(), into));
    }

    private Instant closure() {
        if (closedAt == null) {
            throw UnitRejection.notClosed(id());
        }
        return closedAt;
    }

    /** A unit would hang below one that is no more. */
    private static void outlastsNot(Unit parent, List<Parents.Stay> stays) {
        Instant end = parent.closedAt;
        if (end != null
                && stays.stream().anyMatch(stay -> stay.parentId().equals(parent.id()) && stay.reachesBeyond(end))) {
            throw SharedRefusal.UNIT_CLOSED.with(parent.id(), end);
        }
    }

    /** A second count of the same instant replaces the first. */
    DomainEvents countResidents(int residents, @Nullable String source, Instant at) {
        stands(at);
        residentCounts.removeIf(count -> count.at().equals(at));
        int position = Math.toIntExact(
                residentCounts.stream().filter(count -> count.at().isBefore(at)).count());
        residentCounts.add(position, new ResidentCount(residents, source, at));
        return raise(at, new ResidentsCounted(id(), residents, source));
    }

    /** A second declaration for the same instant replaces the first. */
    DomainEvents declareVenueKinds(Set<VenueKind> kinds, Instant at) {
        stands(at);
        venues.removeIf(declared -> declared.from().equals(at));
        int position = Math.toIntExact(
                venues.stream().filter(declared -> declared.from().isBefore(at)).count());
        venues.add(position, new Venues(kinds, at));
        return raise(at, new VenueKindsDeclared(id(), kinds));
    }

    private void stands(Instant at) {
        if (at.isBefore(establishedAt)) {
            throw UnitRejection.beforeEstablishment(establishedAt);
        }
        isOpen(at);
    }

    private void isOpen(Instant at) {
        if (closedAt != null && !at.isBefore(closedAt)) {
            throw SharedRefusal.UNIT_CLOSED.with(id(), closedAt);
        }
    }

    /** To whom it belonged then; none before its establishment and for a topmost unit. */
    @Nullable
    String parentAt(Instant at) {
        return Parents.at(parents, at);
    }

    /** Whether it stood below that parent then, or for none without one; as known now. */
    boolean standsBelow(@Nullable String parent, Instant at) {
        return existsAt(at) && Objects.equals(parentAt(at), parent);
    }

    boolean existsAt(Instant at) {
        return !at.isBefore(establishedAt) && (closedAt == null || at.isBefore(closedAt));
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    Instant establishedAt() {
        return establishedAt;
    }

    /** The parent of the latest move. */
    @Nullable
    String parentId() {
        return parentId;
    }

    /** In the order of time. */
    List<Parents.Parentage> parents() {
        return List.copyOf(parents);
    }

    /** Where it belonged in its life, in the order of time. */
    List<Parents.Stay> stays() {
        return Parents.stays(parents, closedAt);
    }

    /** The latest, if residents were ever counted. */
    @Nullable
    ResidentCount residents() {
        return residentCounts.isEmpty() ? null : residentCounts.getLast();
    }

    /** The latest declared, if any were. */
    @Nullable
    Set<VenueKind> venueKinds() {
        return venues.isEmpty() ? null : venues.getLast().kinds();
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    /** Into which it went over at its end; in the order of their ids. */
    Set<String> successors() {
        return Collections.unmodifiableSet(successors);
    }

    @Nullable
    String closedBecause() {
        return closedBecause;
    }
}
