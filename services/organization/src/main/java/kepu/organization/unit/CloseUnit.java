package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Closes a unit: nothing starts in it any more. */
@Component
class CloseUnit {
    private final AggregateStore store;

    CloseUnit(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String unitId, UnitController.ClosureRequest request) {
        return store.update(
                command,
                Unit.class,
                unitId,
                unit -> unit.close(request.reason(), command.occurredAt(request.occurredAt())));
    }
}
