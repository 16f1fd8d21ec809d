package kepu.readingrooms.standard;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.StandardsCheckEvent.Item;
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

/** Checks against the standards over HTTP; a room checks itself, or is checked. */
@RestController
@RequestMapping("/api/v1/reading-rooms/standards-checks")
class StandardsController {
    private final AmendableRecords records;
    private final Rooms rooms;
    private final Supervisors supervisors;

    StandardsController(AmendableRecords records, Rooms rooms, Supervisors supervisors) {
        this.records = records;
        this.rooms = rooms;
        this.supervisors = supervisors;
    }

    record CheckRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull @Size(max = 10) Set<@NotNull Item> met,
            @NotNull @Size(max = 10) Set<@NotNull Item> unmet,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull @Size(max = 10) Set<@NotNull Item> met,
            @NotNull @Size(max = 10) Set<@NotNull Item> unmet,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.INSPECTOR})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody CheckRequest request, Command command, Caller caller) {
        return Receipts.created(records.record(command, StandardsCheck.class, "standards-check", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            StandardsCheck.Content content =
                    new StandardsCheck.Content(request.roomId(), request.met(), request.unmet(), request.note());
            return new StandardsCheck(
                    id, room.unitId(), content, at, command.actor(), supervisors.include(caller, room.unitId()));
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<StandardsCheck.Content>> checks(ListRequest<StandardsCheck> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<StandardsCheck.Content>> check(@PathVariable String id) {
        return Receipts.versioned(records.view(StandardsCheck.class, id));
    }

    /** What was stated from above is corrected and withdrawn from above only. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.INSPECTOR})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command, Caller caller) {
        return Receipts.done(records.change(command, StandardsCheck.class, id, held -> {
            String roomId = held.content().roomId();
            Instant at = command.occurredAt(request.occurredAt(), held.occurredAt());
            rooms.standing(roomId, at);
            return held.correct(
                    new StandardsCheck.Content(roomId, request.met(), request.unmet(), request.note()),
                    at,
                    command.actor(),
                    supervisors.include(caller, held.unitId()));
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.INSPECTOR})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(records.change(
                command,
                StandardsCheck.class,
                id,
                held -> held.withdraw(
                        request.reason(), command.now(), command.actor(), supervisors.include(caller, held.unitId()))));
    }
}
