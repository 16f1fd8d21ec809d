package kepu.organization.unit;

import java.time.Instant;
import java.util.function.Function;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.springframework.stereotype.Component;

/**
 * Puts a unit under another parent, and corrects or withdraws a move that was recorded wrongly; by somebody with a right over
 * every parent that this is about: the one that it has now, the one it had then and the new one. What happened before a move
 * stays where it happened.
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
                requireRight(unit, at);
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

    /** A correction that states no time leaves it as it is. */
    Receipt correct(Command command, String unitId, UnitController.MoveCorrectionRequest request) {
        return amend(command, unitId, unit -> {
            Instant at = command.occurredAt(request.occurredAt(), request.movedAt());
            requireRights(unit, request.movedAt());
            requireRight(unit, at);
            Access.current().require(request.parentId());
            Unit parent = store.find(Unit.class, request.parentId())
                    .orElseThrow(() -> UnitRejection.unknownParent(request.parentId()));
            return unit.correctMove(request.movedAt(), parent, at, units.everAbove(unit))
                    .warning(units.namesakes(unitId, unit.name(), parent.id(), at));
        });
    }

    Receipt withdraw(Command command, String unitId, UnitController.MoveWithdrawalRequest request) {
        return amend(command, unitId, unit -> {
            requireRights(unit, request.movedAt());
            return unit.withdrawMove(request.movedAt(), request.reason(), units.everAbove(unit), command.now());
        });
    }

    private Receipt amend(Command command, String unitId, Function<Unit, DomainEvents> amendment) {
        try {
            Receipt receipt = store.update(command, Unit.class, unitId, amendment);
            closures.settleAbove(unitId);
            return receipt;
        } finally {
            tree.forget(unitId);
        }
    }

    /** Over the parent that the unit has, and over both that the move was between. */
    private static void requireRights(Unit unit, Instant movedAt) {
        unit.requireRightOverParent();
        requireRight(unit, movedAt.minusMillis(1));
        requireRight(unit, movedAt);
    }

    private static void requireRight(Unit unit, Instant at) {
        String parent = unit.parentAt(at);
        if (parent != null && !Access.current().covers(parent)) {
            throw UnitRejection.noRightOverParent(unit.id());
        }
    }
}
