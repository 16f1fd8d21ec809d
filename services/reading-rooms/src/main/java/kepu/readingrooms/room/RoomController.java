package kepu.readingrooms.room;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands on rooms over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms/rooms")
class RoomController {
    private final RegisterRoom registerRoom;
    private final AssignKeeper assignKeeper;
    private final RetireRoom retireRoom;
    private final AggregateStore store;
    private final Rooms rooms;

    RoomController(
            RegisterRoom registerRoom,
            AssignKeeper assignKeeper,
            RetireRoom retireRoom,
            AggregateStore store,
            Rooms rooms) {
        this.registerRoom = registerRoom;
        this.assignKeeper = assignKeeper;
        this.retireRoom = retireRoom;
        this.store = store;
        this.rooms = rooms;
    }

    record RoomRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    /** {@code personId} is a pseudonym, never a name; {@code until} the last day of the term. */
    record KeeperRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}")
            String personId,

            @Nullable LocalDate until,
            @Nullable Instant occurredAt) {}

    /** {@code handover} says what was handed over, and to whom; without names. */
    record DepartureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @NotNull @Text(max = 1000, lines = true) String handover,
            @Nullable Instant occurredAt) {}

    record RetirementRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody RoomRequest request, Command command) {
        return Receipts.created("/api/v1/reading-rooms/rooms", registerRoom.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/keeper")
    ResponseEntity<Receipt> assignKeeper(
            @PathVariable String id, @Valid @RequestBody KeeperRequest request, Command command) {
        return Receipts.done(assignKeeper.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/keeper/departure")
    ResponseEntity<Receipt> keeperLeft(
            @PathVariable String id, @Valid @RequestBody DepartureRequest request, Command command) {
        return Receipts.done(store.update(
                command,
                Room.class,
                id,
                room -> room.leave(request.reason(), request.handover(), command.occurredAt(request.occurredAt()))));
    }

    @AllowAnyRole
    @GetMapping("/{id}/keepers")
    ResponseEntity<Rooms.KeepersView> keepers(@PathVariable String id) {
        Rooms.KeepersView keepers = rooms.keepers(id);
        return Receipts.versioned(keepers.version(), keepers);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/retirement")
    ResponseEntity<Receipt> retire(
            @PathVariable String id, @Valid @RequestBody RetirementRequest request, Command command) {
        return Receipts.done(retireRoom.handle(command, id, request));
    }
}
