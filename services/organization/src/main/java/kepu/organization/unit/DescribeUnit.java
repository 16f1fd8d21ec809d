package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Records what a unit has: residents, and kinds of venue. */
@Component
class DescribeUnit {
    private final AggregateStore store;

    DescribeUnit(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String unitId, UnitController.ResidentsRequest request) {
        return store.update(
                command,
                Unit.class,
                unitId,
                unit -> unit.countResidents(
                        request.residents(), request.source(), command.occurredAt(request.occurredAt())));
    }

    Receipt handle(Command command, String unitId, UnitController.VenueKindsRequest request) {
        return store.update(
                command,
                Unit.class,
                unitId,
                unit -> unit.declareVenueKinds(request.venueKinds(), command.occurredAt(request.occurredAt())));
    }
}
