package kepu.organization.unit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Puts a unit under another parent, by somebody with a right over both; what happened before stays where it happened. */
@Component
class MoveUnit {
    private final AggregateStore store;
    private final UnitTree tree;

    MoveUnit(AggregateStore store, UnitTree tree) {
        this.store = store;
        this.tree = tree;
    }

    Receipt handle(Command command, String unitId, UnitController.MoveRequest request) {
        try {
            return store.update(command, Unit.class, unitId, unit -> {
                Access.current().require(request.parentId());
                Unit parent = store.find(Unit.class, request.parentId())
                        .orElseThrow(() -> UnitRejection.unknownParent(request.parentId()));
                return unit.move(parent, command.occurredAt(request.occurredAt()));
            });
        } finally { // also when nobody can say whether it was stored
            tree.forget(unitId);
        }
    }
}
