package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Registers a unit under its official code, below a parent that may have it. */
@Component
class EstablishUnit {
    private final AggregateStore store;

    EstablishUnit(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, UnitController.UnitRequest request) {
        String parentId = request.parentId();
        Unit parent = parentId == null
                ? null
                : store.find(Unit.class, parentId).orElseThrow(() -> UnitRejection.unknownParent(parentId));
        Unit unit = new Unit(
                request.unitId(),
                request.unitId(),
                request.kind(),
                request.name(),
                command.occurredAt(request.occurredAt()));
        return store.create(command, unit, born -> born.establish(parent));
    }
}
