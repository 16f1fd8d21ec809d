package kepu.organization.board;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Records that new content was put up on a board, and corrects such a record; its unit was open then. */
@Component
class UpdateBoard {
    private final AggregateStore store;
    private final AmendableRecords records;
    private final Units units;

    UpdateBoard(AggregateStore store, AmendableRecords records, Units units) {
        this.store = store;
        this.records = records;
        this.units = units;
    }

    Receipt handle(Command command, String boardId, BoardController.UpdateRequest request) {
        return records.record(command, BoardUpdate.class, "board-update", id -> {
            Board board = store.get(Board.class, boardId);
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(board.unitId()).openAt(at);
            return board.update(id, request.title(), at, command.actor());
        });
    }

    /** A correction that states no time leaves it as it is. */
    Receipt correct(Command command, String updateId, BoardController.UpdateRequest request) {
        return records.change(command, BoardUpdate.class, updateId, update -> {
            Instant at = command.occurredAt(request.occurredAt(), update.occurredAt());
            units.requireKnown(update.unitId()).openAt(at);
            return update.correct(new BoardUpdate.Content(request.title()), at, command.actor());
        });
    }
}
