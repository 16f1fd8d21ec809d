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
        Instant at = command.occurredAt(request.occurredAt());
        units.requireOpen(request.unitId(), at);
        Board board = new Board(command.newId("board"), request.unitId(), request.place(), request.combined(), at);
        return store.create(command, board, Board::register);
    }
}
