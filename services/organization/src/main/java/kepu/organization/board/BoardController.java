package kepu.organization.board;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Boards over HTTP. */
@RestController
@RequestMapping("/api/v1/organization")
class BoardController {
    private final RegisterBoard registerBoard;
    private final UpdateBoard updateBoard;
    private final AmendableRecords records;
    private final BoardViews views;

    BoardController(RegisterBoard registerBoard, UpdateBoard updateBoard, AmendableRecords records, BoardViews views) {
        this.registerBoard = registerBoard;
        this.updateBoard = updateBoard;
        this.records = records;
        this.views = views;
    }

    record BoardRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 200) String place,
            boolean combined,
            @Nullable Instant occurredAt) {}

    record UpdateRequest(
            @NotBlank @Text(max = 200) String title,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/boards")
    ResponseEntity<Receipt> register(@Valid @RequestBody BoardRequest request, Command command) {
        return Receipts.created("/api/v1/organization/boards", registerBoard.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/boards/{id}")
    ResponseEntity<BoardViews.BoardView> board(@PathVariable String id) {
        BoardViews.BoardView board = views.board(id);
        return Receipts.versioned(board.version(), board);
    }

    @AllowAnyRole
    @GetMapping("/boards")
    ListAnswer<BoardViews.BoardView> boards(ListRequest<Board> request) {
        return request.answer(views::boards);
    }

    /** Boards of open units that have stood for 60 days and on which nothing new was put up in the last 60. */
    @AllowAnyRole
    @GetMapping("/boards-without-update-for-60-days")
    ListAnswer<BoardViews.BoardView> boardsWithoutUpdate(ListRequest<Board> request) {
        return request.only(views::withoutUpdate).answer(views::boards);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/boards/{id}/updates")
    ResponseEntity<Receipt> update(
            @PathVariable String id, @Valid @RequestBody UpdateRequest request, Command command) {
        return Receipts.created("/api/v1/organization/board-updates", updateBoard.handle(command, id, request));
    }

    @AllowAnyRole
    @GetMapping("/board-updates")
    ListAnswer<BoardViews.UpdateView> updates(ListRequest<BoardUpdate> request) {
        return request.answer(BoardViews::updates);
    }

    @AllowAnyRole
    @GetMapping("/board-updates/{id}")
    ResponseEntity<BoardViews.UpdateView> update(@PathVariable String id) {
        BoardViews.UpdateView update = views.update(id);
        return Receipts.versioned(update.version(), update);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/board-updates/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody UpdateRequest request, Command command) {
        return Receipts.done(updateBoard.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/board-updates/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, BoardUpdate.class, id, request));
    }
}
