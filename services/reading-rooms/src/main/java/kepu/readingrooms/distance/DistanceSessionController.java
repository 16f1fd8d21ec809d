package kepu.readingrooms.distance;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.DistanceSessionEvent.Kind;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sessions of distance education over HTTP; recorded once they are over, in a room that stood. */
@RestController
@RequestMapping("/api/v1/reading-rooms/distance-sessions")
class DistanceSessionController {
    private final AmendableRecords records;
    private final Rooms rooms;

    DistanceSessionController(AmendableRecords records, Rooms rooms) {
        this.records = records;
        this.rooms = rooms;
    }

    /** {@code occurredAt} is when it began; {@code participants} a number, never names. */
    record SessionRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(24 * 60) int minutes,
            @Min(0) @Max(10_000) int participants,
            @NotNull Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(24 * 60) int minutes,
            @Min(0) @Max(10_000) int participants,
            @NotNull Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody SessionRequest request, Command command) {
        return Receipts.created(records.record(command, DistanceSession.class, "distance-session", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            requireOver(command, at, request.minutes());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            DistanceSession.Content content = new DistanceSession.Content(
                    request.roomId(), request.kind(), request.topic(), request.minutes(), request.participants());
            return new DistanceSession(id, room.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<DistanceSession.Content>> sessions(ListRequest<DistanceSession> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<DistanceSession.Content>> session(@PathVariable String id) {
        return Receipts.versioned(records.view(DistanceSession.class, id));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, DistanceSession.class, id, request.occurredAt(), (held, at) -> {
            String roomId = held.content().roomId();
            requireOver(command, at, request.minutes());
            rooms.standing(roomId, at);
            return new DistanceSession.Content(
                    roomId, request.kind(), request.topic(), request.minutes(), request.participants());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, DistanceSession.class, id, request));
    }

    /** When it began, if it is over by now. */
    private static void requireOver(Command command, Instant began, int minutes) {
        Instant end = began.plus(Duration.ofMinutes(minutes));
        if (end.isAfter(command.now())) {
            throw DistanceRejection.notOver(end);
        }
    }
}
