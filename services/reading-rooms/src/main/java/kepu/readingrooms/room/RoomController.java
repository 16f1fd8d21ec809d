package kepu.readingrooms.room;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

    RoomController(RegisterRoom registerRoom, AssignKeeper assignKeeper, RetireRoom retireRoom) {
        this.registerRoom = registerRoom;
        this.assignKeeper = assignKeeper;
        this.retireRoom = retireRoom;
    }

    record RoomRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Level level,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    /** {@code personId} is a pseudonym, never a name. */
    record KeeperRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}")
            String personId,

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
    @PostMapping("/{id}/retirement")
    ResponseEntity<Receipt> retire(
            @PathVariable String id, @Valid @RequestBody RetirementRequest request, Command command) {
        return Receipts.done(retireRoom.handle(command, id, request));
    }
}
