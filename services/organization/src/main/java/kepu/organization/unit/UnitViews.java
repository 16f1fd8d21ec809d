package kepu.organization.unit;

import com.mongodb.client.model.Filters;
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
    private final Units.Codes codes;

    UnitViews(AggregateStore store, Units.Codes codes) {
        this.store = store;
        this.codes = codes;
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
        ListRequest<Unit> all = request.stored(Unit.class);
        return request.value("officialCode", String.class)
                .map(code -> all.where(Filters.in("_id", codes.unitsThatHad(code))))
                .orElse(all)
                .answer(units -> units.stream().map(UnitView::of).toList());
    }
}
