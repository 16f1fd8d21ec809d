package kepu.organization.unit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of units. */
@Component
class UnitViews {
    private final AggregateStore store;
    private final Units units;
    private final Succession succession;

    UnitViews(AggregateStore store, Units units, Succession succession) {
        this.store = store;
        this.units = units;
        this.succession = succession;
    }

    /** Residents and venue kinds as last stated; parents and predecessors in the order of time, these absent if there are none. */
    record UnitView(
            String unitId,
            Kind kind,
            String name,
            @Nullable String parentId,
            List<ParentView> parents,
            Instant establishedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBecause,
            @Nullable List<String> successors,
            @Nullable List<PredecessorView> predecessors,
            @Nullable Integer residents,
            @Nullable Instant residentsCountedAt,
            @Nullable String residentsSource,
            @Nullable Set<VenueKind> venueKinds,
            long version) {
        static UnitView of(Unit unit, List<Unit> predecessors) {
            Unit.ResidentCount counted = unit.residents();
            return new UnitView(
                    unit.id(),
                    unit.kind(),
                    unit.name(),
                    unit.parentId(),
                    unit.parents().stream()
                            .map(parent -> new ParentView(parent.parentId(), parent.from()))
                            .toList(),
                    unit.establishedAt(),
                    unit.closedAt(),
                    unit.closedBecause(),
                    unit.successors().isEmpty() ? null : List.copyOf(unit.successors()),
                    predecessors.isEmpty()
                            ? null
                            : predecessors.stream()
                                    .map(before -> new PredecessorView(before.id(), before.closedAt()))
                                    .toList(),
                    counted == null ? null : counted.residents(),
                    counted == null ? null : counted.at(),
                    counted == null ? null : counted.source(),
                    unit.venueKinds(),
                    unit.version());
        }
    }

    record ParentView(String parentId, Instant from) {}

    /** A unit that went over into this one, at its end. */
    record PredecessorView(String unitId, @Nullable Instant endedAt) {}

    UnitView unit(String unitId) {
        return views(List.of(store.get(Unit.class, unitId))).getFirst();
    }

    private List<UnitView> views(List<Unit> found) {
        Map<String, List<Unit>> predecessors =
                succession.predecessors(found.stream().map(Unit::id).toList());
        return found.stream()
                .map(unit -> UnitView.of(unit, predecessors.getOrDefault(unit.id(), List.of())))
                .toList();
    }

    ListAnswer<UnitView> list(ListRequest<Units.Known> request) {
        return units.stored(request).answer(this::views);
    }
}
