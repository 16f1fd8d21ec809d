package kepu.organization.board;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Corrects or withdraws an update that was recorded wrongly. */
@Component
class AmendBoardUpdate {
    private final AggregateStore store;
    private final Units units;

    AmendBoardUpdate(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    /** A correction that states no time leaves it as it is. */
    Receipt correct(Command command, String updateId, BoardController.UpdateRequest request) {
        return store.update(command, BoardUpdate.class, updateId, update -> {
            Instant at = request.occurredAt() == null ? update.occurredAt() : command.occurredAt(request.occurredAt());
            units.requireKnown(update.unitId()).openAt(at);
            return update.correct(request.title(), at);
        });
    }

    Receipt withdraw(Command command, String updateId, BoardController.WithdrawalRequest request) {
        return store.update(
                command, BoardUpdate.class, updateId, update -> update.withdraw(request.reason(), command.now()));
    }
}
