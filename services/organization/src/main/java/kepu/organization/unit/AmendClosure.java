package kepu.organization.unit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Corrects or withdraws a closure that was recorded wrongly, by somebody with a right over the unit's parent.
 *
 * <p>A unit that stands longer has its official code for longer, so that no other unit may have it on those days. What was
 * refused or ended because of the closure is not brought back: it is recorded anew by whoever owns it.
 */
@Component
class AmendClosure {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final StillOpen stillOpen;
    private final Units.CodesOfOthers codes;
    private final SettleClosures closures;

    AmendClosure(
            AggregateStore store,
            MongoOperations mongo,
            StillOpen stillOpen,
            Units.CodesOfOthers codes,
            SettleClosures closures) {
        this.store = store;
        this.mongo = mongo;
        this.stillOpen = stillOpen;
        this.codes = codes;
        this.closures = closures;
    }

    /** A correction that states no time leaves it as it is. */
    Receipt correct(Command command, String unitId, UnitController.ClosureRequest request) {
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            Instant known = unit.closedAt();
            Instant at =
                    request.occurredAt() == null && known != null ? known : command.occurredAt(request.occurredAt());
            var told = unit.correctClosure(request.reason(), at, everAbove(unit), command.now());
            if (known != null && at.isBefore(known)) {
                stillOpen.refuseClosure(unitId, at);
            } else {
                StillOpen.refuse(unitId, at, stillOpen.unitsBelow(unitId, at));
                codes.requireFree(Units.known(unit));
            }
            return told;
        });
        List<Units.Open> below = closures.settle(unitId);
        if (!below.isEmpty()) {
            StillOpen.refuse(unitId, command.now(), below);
        }
        settleAbove(unitId);
        return receipt;
    }

    Receipt withdraw(Command command, String unitId, WithdrawalRequest request) {
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            var told = unit.withdrawClosure(request.reason(), everAbove(unit), command.now());
            codes.requireFree(Units.known(unit));
            return told;
        });
        settleAbove(unitId);
        return receipt;
    }

    private void settleAbove(String unitId) {
        Unit unit = mongo.findById(unitId, Unit.class);
        if (unit != null) {
            closures.settleAbove(unit);
        }
    }

    /** Past the store: one that it belonged to long ago may be out of the caller's reach. */
    private List<Unit> everAbove(Unit unit) {
        List<String> ids =
                unit.parents().stream().map(Unit.Parentage::parentId).distinct().toList();
        return mongo.find(query(where("_id").in(ids)), Unit.class);
    }
}
