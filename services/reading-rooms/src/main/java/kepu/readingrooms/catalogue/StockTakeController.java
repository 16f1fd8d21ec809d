package kepu.readingrooms.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock-takes over HTTP: only what is fewer than booked is named. */
@RestController
@RequestMapping("/api/v1/reading-rooms/stock-takes")
class StockTakeController {
    private final AmendableRecords records;
    private final Rooms rooms;
    private final Catalogue catalogue;

    StockTakeController(AmendableRecords records, Rooms rooms, Catalogue catalogue) {
        this.records = records;
        this.rooms = rooms;
        this.catalogue = catalogue;
    }

    record CountRequest(
            @NotBlank @Text(max = 64) String resourceId,
            @Min(0) @Max(100_000) int found,
            @NotNull StockTake.Reason reason) {
        StockTake.Count count() {
            return new StockTake.Count(resourceId, found, reason);
        }
    }

    record StockTakeRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull @Size(max = 1000) List<@NotNull @Valid CountRequest> losses,
            @Nullable Instant occurredAt) {}

    record StockTakeCorrectionRequest(
            @NotNull @Size(max = 1000) List<@NotNull @Valid CountRequest> losses,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody StockTakeRequest request, Command command) {
        return Receipts.created(records.record(command, StockTake.class, "stock-take", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            return new StockTake(
                    id, room.unitId(), content(room.roomId(), request.losses(), at, id), at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<StockTake.Content>> stockTakes(ListRequest<StockTake> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<StockTake.Content>> stockTake(@PathVariable String id) {
        return Receipts.versioned(records.view(StockTake.class, id));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody StockTakeCorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, StockTake.class, id, request.occurredAt(), (taken, at) -> {
            String roomId = taken.content().roomId();
            rooms.standing(roomId, at);
            return content(roomId, request.losses(), at, id);
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, StockTake.class, id, request));
    }

    private StockTake.Content content(String roomId, List<CountRequest> losses, Instant at, String id) {
        return StockTake.counted(
                roomId, losses.stream().map(CountRequest::count).toList(), catalogue.stock(roomId, at, id));
    }
}
