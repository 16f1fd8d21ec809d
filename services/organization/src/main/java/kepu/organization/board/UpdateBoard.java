package kepu.organization.board;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Records that new content was put up on a board. */
@Component
class UpdateBoard {
    private final AggregateStore store;
    private final Units units;

    UpdateBoard(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, String boardId, BoardController.UpdateRequest request) {
        String id = command.newId("board-update");
        return store.create(
                command, BoardUpdate.class, id, () -> update(command, id, boardId, request), BoardUpdate::record);
    }

    private BoardUpdate update(Command command, String id, String boardId, BoardController.UpdateRequest request) {
        Board board = store.get(Board.class, boardId);
        Instant at = command.occurredAt(request.occurredAt());
        units.requireKnown(board.unitId()).openAt(at);
        return board.update(id, request.title(), at, command.actor());
    }
}
