package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Registers a unit under its official code, below a parent that may have it. */
@Component
class EstablishUnit {
    private final AggregateStore store;
    private final SettleClosures closures;

    EstablishUnit(AggregateStore store, SettleClosures closures) {
        this.store = store;
        this.closures = closures;
    }

    Receipt handle(Command command, UnitController.UnitRequest request) {
        String id = request.unitId();
        Receipt receipt = store.create(
                command, Unit.class, id, () -> unit(command, request), unit -> unit.establish(parent(request)));
        if (request.parentId() != null) {
            closures.settle(request.parentId());
        }
        return receipt;
    }

    private static Unit unit(Command command, UnitController.UnitRequest request) {
        return new Unit(
                request.unitId(),
                request.unitId(),
                request.kind(),
                request.name(),
                request.parentId(),
                command.occurredAt(request.occurredAt()));
    }

    private @Nullable Unit parent(UnitController.UnitRequest request) {
        String parentId = request.parentId();
        return parentId == null
                ? null
                : store.find(Unit.class, parentId).orElseThrow(() -> UnitRejection.unknownParent(parentId));
    }
}
