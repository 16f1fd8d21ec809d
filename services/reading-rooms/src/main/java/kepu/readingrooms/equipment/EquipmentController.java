package kepu.readingrooms.equipment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.EquipmentEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.DomainEvents;
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

/** Equipment and its faults over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms/equipment")
class EquipmentController {
    private final AmendableRecords records;
    private final Rooms rooms;

    EquipmentController(AmendableRecords records, Rooms rooms) {
        this.records = records;
        this.rooms = rooms;
    }

    record EquipmentRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record FaultRequest(
            @NotBlank @Text(max = 1000, lines = true) String description,
            @Nullable Instant occurredAt) {}

    record RepairRequest(
            @NotBlank @Text(max = 1000, lines = true) String repair,
            @Nullable Instant occurredAt) {}

    record RemovalRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    /** @param occurredAt since when the room has it */
    record EquipmentView(
            String id,
            String unitId,
            @JsonUnwrapped Equipment.Content content,
            Instant occurredAt,
            Equipment.State state,
            List<Equipment.Fault> faults,
            @Nullable Instant removedAt,
            @Nullable String removedBecause,
            @Nullable Duplicate duplicate,
            String recordedBy,
            long version) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody EquipmentRequest request, Command command) {
        return Receipts.created(records.record(command, Equipment.class, "equipment", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            Equipment.Content content = new Equipment.Content(request.roomId(), request.kind(), request.name());
            return new Equipment(id, room.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<EquipmentView> all(ListRequest<Equipment> request) {
        return request.answer(
                found -> found.stream().map(EquipmentController::view).toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<EquipmentView> one(@PathVariable String id) {
        EquipmentView equipment = view(records.get(Equipment.class, id));
        return Receipts.versioned(equipment.version(), equipment);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, Equipment.class, id, request.occurredAt(), (held, at) -> {
            String roomId = held.content().roomId();
            rooms.standing(roomId, at);
            return new Equipment.Content(roomId, request.kind(), request.name());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Equipment.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/faults")
    ResponseEntity<Receipt> report(@PathVariable String id, @Valid @RequestBody FaultRequest request, Command command) {
        String faultId = command.newId("fault");
        return step(command, id, request.occurredAt(), (one, at) -> {
            rooms.standing(one.content().roomId(), at);
            return one.report(faultId, request.description(), at, command.actor());
        });
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/repair")
    ResponseEntity<Receipt> repair(
            @PathVariable String id, @Valid @RequestBody RepairRequest request, Command command) {
        return step(command, id, request.occurredAt(), (one, at) -> one.repair(request.repair(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/removal")
    ResponseEntity<Receipt> remove(
            @PathVariable String id, @Valid @RequestBody RemovalRequest request, Command command) {
        return step(command, id, request.occurredAt(), (one, at) -> one.remove(request.reason(), at));
    }

    private ResponseEntity<Receipt> step(
            Command command, String id, @Nullable Instant stated, BiFunction<Equipment, Instant, DomainEvents> step) {
        return Receipts.done(
                records.change(command, Equipment.class, id, one -> step.apply(one, command.occurredAt(stated))));
    }

    private static EquipmentView view(Equipment equipment) {
        return new EquipmentView(
                equipment.id(),
                equipment.unitId(),
                equipment.content(),
                equipment.occurredAt(),
                equipment.state(),
                equipment.faults(),
                equipment.removedAt(),
                equipment.removedBecause(),
                equipment.duplicate(),
                equipment.recordedBy(),
                equipment.version());
    }
}
