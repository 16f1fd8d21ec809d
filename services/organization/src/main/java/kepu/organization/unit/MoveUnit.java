package kepu.organization.unit;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/**
 * Puts a unit under another parent, by somebody with a right over that one, over the one it has now and over the one it had
 * then; what happened before stays where it happened.
 */
@Component
class MoveUnit {
    private final AggregateStore store;
    private final Units units;
    private final UnitTree tree;
    private final SettleClosures closures;

    MoveUnit(AggregateStore store, Units units, UnitTree tree, SettleClosures closures) {
        this.store = store;
        this.units = units;
        this.tree = tree;
        this.closures = closures;
    }

    Receipt handle(Command command, String unitId, UnitController.MoveRequest request) {
        try {
            Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
                Instant at = command.occurredAt(request.occurredAt());
                unit.requireRightOverParent();
                String before = unit.parentAt(at);
                if (before != null && !Access.current().covers(before)) {
                    throw UnitRejection.noRightOverParent(unitId);
                }
                Access.current().require(request.parentId());
                Unit parent = store.find(Unit.class, request.parentId())
                        .orElseThrow(() -> UnitRejection.unknownParent(request.parentId()));
                return unit.move(parent, at).warning(units.namesakes(unitId, unit.name(), parent.id(), at));
            });
            closures.settle(request.parentId());
            return receipt;
        } finally { // also when nobody can say whether it was stored
            tree.forget(unitId);
        }
    }
}
