package kepu.organization.board;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Registers a board of a known unit. */
@Component
class RegisterBoard {
    private final AggregateStore store;
    private final Units units;

    RegisterBoard(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, BoardController.BoardRequest request) {
        String id = command.newId("board");
        return store.create(command, Board.class, id, () -> board(command, id, request), Board::register);
    }

    private Board board(Command command, String id, BoardController.BoardRequest request) {
        Units.Known unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        return new Board(id, request.unitId(), request.place(), request.combined(), at);
    }
}
