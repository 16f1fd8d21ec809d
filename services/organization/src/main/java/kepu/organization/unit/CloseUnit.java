package kepu.organization.unit;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Closes a unit in which nothing stands open any more, by somebody with a right over its parent. */
@Component
class CloseUnit {
    private final AggregateStore store;
    private final StillOpen stillOpen;
    private final SettleClosures closures;

    CloseUnit(AggregateStore store, StillOpen stillOpen, SettleClosures closures) {
        this.store = store;
        this.stillOpen = stillOpen;
        this.closures = closures;
    }

    Receipt handle(Command command, String unitId, UnitController.ClosureRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        Receipt receipt = store.update(command, Unit.class, unitId, unit -> {
            unit.requireRightOverParent();
            var told = unit.close(request.reason(), at, command.now());
            stillOpen.refuseClosure(unitId, at);
            return told;
        });
        StillOpen.refuse(unitId, at, closures.settle(unitId));
        return receipt;
    }
}
