package kepu.organization.unit;

import java.time.Instant;
import java.util.List;
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

    UnitViews(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    /** Residents and venue kinds as last stated; the parents in the order of time. */
    record UnitView(
            String unitId,
            Kind kind,
            String name,
            @Nullable String parentId,
            List<ParentView> parents,
            Instant establishedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBecause,
            @Nullable Integer residents,
            @Nullable Instant residentsCountedAt,
            @Nullable Set<VenueKind> venueKinds,
            long version) {
        static UnitView of(Unit unit) {
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
                    counted == null ? null : counted.residents(),
                    counted == null ? null : counted.at(),
                    unit.venueKinds(),
                    unit.version());
        }
    }

    record ParentView(String parentId, Instant from) {}

    UnitView unit(String unitId) {
        return UnitView.of(store.get(Unit.class, unitId));
    }

    ListAnswer<UnitView> list(ListRequest<Units.Known> request) {
        return units.stored(request)
                .answer(found -> found.stream().map(UnitView::of).toList());
    }
}
