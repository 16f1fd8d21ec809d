package kepu.assessment.inspection.unit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.assessment.facts.FactStore;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.access.SamePerson;
import kepu.defaults.access.UnitParents;
import org.springframework.stereotype.Component;

/** What inspections ask about units and their rooms: by the facts that scores rest on, with their delay. */
@Component
public class InspectedUnits {
    private final UnitDirectory directory;
    private final FactStore facts;
    private final UnitParents parents;
    private final Clock clock;
    private final ZoneId zone;

    InspectedUnits(UnitDirectory directory, FactStore facts, UnitParents parents, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.facts = facts;
        this.parents = parents;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Asked before any rule about the unit, so that a stranger learns nothing of it.
     *
     * @throws Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit}
     */
    public Kind kind(String unitId) {
        Access.current().require(unitId);
        return directory.find(unitId).map(Unit::kind).orElseThrow(() -> SharedRefusal.UNKNOWN_UNIT.with(unitId));
    }

    /** @throws Rejection like {@link #kind}, 409 {@code unit-not-in-being} unless it exists on that day */
    public void requireInBeing(String unitId, LocalDate day) {
        kind(unitId);
        if (!isInBeing(unitId, day)) {
            throw new Rejection(409, "unit-not-in-being", unitId, day);
        }
    }

    /** @throws Rejection 422 {@code unknown-inspected-room} unless the unit has that room on that day */
    public void requireRoom(String unitId, String roomId, LocalDate day) {
        Set<String> rooms = new HashSet<>();
        for (DatedEvent<RoomEvent> fact : known(unitId).inOrder(RoomEvent.class)) {
            if (!fact.date().isAfter(day)) {
                switch (fact.data()) {
                    case RoomRegistered room -> rooms.add(room.roomId());
                    case RoomRetired room -> rooms.remove(room.roomId());
                    case RoomEvent _ -> {}
                }
            }
        }
        if (!rooms.contains(roomId)) {
            throw new Rejection(422, "unknown-inspected-room", roomId, unitId, day);
        }
    }

    /** The unit and all above it on that day, from below. */
    public List<String> lineage(String unitId, LocalDate day) {
        return lineage(directory.tree(List.of(unitId), View.asOf(day)), unitId, day);
    }

    /**
     * The unit and all above it today, from below.
     *
     * @throws Rejection like {@link #kind}
     */
    public List<String> lineage(String unitId) {
        kind(unitId);
        return lineage(unitId, LocalDate.now(clock.withZone(zone)));
    }

    /** The villages that are below the unit and exist on that day. */
    public SortedSet<String> villagesBelow(String unitId, LocalDate day) {
        Set<String> ever = directory.everBelow(unitId, Set.of(Kind.VILLAGE));
        Tree tree = directory.tree(ever, View.asOf(day));
        return ever.stream()
                .filter(village -> tree.find(village)
                        .map(Unit::kind)
                        .filter(Kind.VILLAGE::equals)
                        .isPresent())
                .filter(village -> lineage(tree, village, day).contains(unitId))
                .filter(village -> isInBeing(village, day))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Nobody inspects a unit at which, or below which, they have a role by any of their accounts: they would judge themselves.
     *
     * @throws Rejection 409 {@code inspection-of-own-unit}
     */
    public void requireNotOf(String unitId, Caller caller) {
        requireNoneOf(Set.of(unitId), caller);
    }

    /**
     * Nobody draws among units if they have a role at one of them, or below it.
     *
     * @throws Rejection 409 {@code inspection-of-own-unit}
     */
    public void requireNoneOf(Set<String> unitIds, Caller caller) {
        SamePerson.unitsOf(caller, clock.instant()).stream()
                .filter(granted -> !granted.equals(Grant.EVERYWHERE))
                .flatMap(granted -> parents.lineage(granted, clock.instant()))
                .filter(unitIds::contains)
                .findFirst()
                .ifPresent(own -> {
                    throw new Rejection(409, "inspection-of-own-unit", own);
                });
    }

    private static List<String> lineage(Tree tree, String unitId, LocalDate day) {
        List<String> lineage = new ArrayList<>();
        Optional<String> above = Optional.of(unitId);
        while (above.isPresent() && !lineage.contains(above.get())) {
            lineage.add(above.get());
            above = above.flatMap(tree::find).flatMap(unit -> unit.parentOn(day));
        }
        return lineage;
    }

    private boolean isInBeing(String unitId, LocalDate day) {
        return UnitYear.of(day.getYear(), day, known(unitId))
                .filter(unit -> unit.life().contains(day))
                .isPresent();
    }

    private Facts known(String unitId) {
        return Facts.unexplained(unitId, zone, facts.lasting(unitId));
    }
}
