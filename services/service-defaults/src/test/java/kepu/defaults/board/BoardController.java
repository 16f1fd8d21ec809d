package kepu.defaults.board;

import com.mongodb.MongoTimeoutException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Boards over HTTP. */
@RestController
@RequestMapping("/api/v1/boards")
class BoardController {
    private final AggregateStore store;

    BoardController(AggregateStore store) {
        this.store = store;
    }

    record BoardRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 200) String place,
            @Nullable @Valid List<Hours> hours,
            @Nullable Instant occurredAt) {}

    record Hours(@Min(0) int from, @Max(24) int to) {}

    record TitleRequest(@NotBlank @Text(max = 300_000) String title) {}

    record BoardView(String id, String place, @Nullable String title, int updates) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody BoardRequest request, Command command) {
        Instant at = command.occurredAt(request.occurredAt());
        String id = command.newId("board");
        return Receipts.created(
                "/api/v1/boards",
                store.create(
                        command,
                        Board.class,
                        id,
                        () -> new Board(id, request.unitId(), request.place()),
                        board -> board.register(at)));
    }

    @AllowAnyRole
    @PostMapping("/{id}/titles")
    ResponseEntity<Receipt> putUp(@PathVariable String id, @Valid @RequestBody TitleRequest request, Command command) {
        return Receipts.done(
                store.update(command, Board.class, id, board -> board.putUp(request.title(), command.now())));
    }

    @AllowAnyRole
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody TitleRequest request, Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(), Board.class, id, board -> board.putUp(request.title(), command.now())));
    }

    /** Puts up who asks, so that tests see what became of the headers. */
    @AllowAnyRole
    @PostMapping("/{id}/visits")
    ResponseEntity<Map<String, String>> visit(@PathVariable String id, Command command) {
        return ResponseEntity.ok(Map.of(
                "actor", command.actor(),
                "correlation", command.correlationId(),
                "traceparent", String.valueOf(command.traceparent()),
                "version", String.valueOf(command.ifMatch())));
    }

    /** A command that fails for no fault of the caller's. */
    @AllowAnyRole
    @PostMapping("/{id}/breakdowns")
    ResponseEntity<Receipt> breakDown(@PathVariable String id, Command command) {
        throw new IllegalStateException(id + command);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<BoardView> board(@PathVariable String id) {
        Board board = store.get(Board.class, id);
        return Receipts.versioned(board.version(), new BoardView(id, board.place(), board.title(), board.updates()));
    }

    /** Looks on another thread: with the caller's rights, if they are handed over. */
    @AllowAnyRole
    @GetMapping("/{id}/aside")
    String aside(@PathVariable String id, @RequestParam boolean handedOver) {
        Access access = Access.current();
        Supplier<Board> look = () -> store.get(Board.class, id);
        try {
            return CompletableFuture.supplyAsync(() -> handedOver ? access.call(look) : look.get())
                    .join()
                    .place();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @AllowAnyRole
    @GetMapping
    List<String> list(@RequestParam @Min(1) @Max(100) int limit) {
        return List.of(Integer.toString(limit));
    }

    @AllowAnyRole
    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("secret: mongodb://user:password@host");
    }

    @AllowAnyRole
    @GetMapping("/storeless")
    String storeless() {
        throw new MongoTimeoutException("secret: no server at 10.0.0.7");
    }

    @AllowAnyRole
    @GetMapping("/years/{year}")
    String year(@PathVariable int year) {
        throw new Rejection(409, "year-closed", year);
    }
}
