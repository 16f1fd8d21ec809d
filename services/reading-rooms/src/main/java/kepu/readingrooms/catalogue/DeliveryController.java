package kepu.readingrooms.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.DeliveryEvent.Origin;
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

/** Deliveries over HTTP; lists leave out the lines. */
@RestController
@RequestMapping("/api/v1/reading-rooms/deliveries")
class DeliveryController {
    private final AmendableRecords records;
    private final Rooms rooms;

    DeliveryController(AmendableRecords records, Rooms rooms) {
        this.records = records;
        this.rooms = rooms;
    }

    /** With ISBN of ten or thirteen digits, or ISSN, hyphens or not. */
    record LineRequest(
            @NotNull Resource.Kind kind,
            @NotBlank @Text(max = 200) String title,

            @Nullable @Text(min = 1, max = 100) String author,
            @Nullable @Text(min = 1, max = 32) String isbn,
            @Nullable @Text(min = 1, max = 32) String issn,

            @Nullable Set<Resource.@NotNull Theme> themes,
            @Min(1) @Max(1000) int copies) {
        Delivery.Line at(int line) {
            return new Delivery.Line(
                    Resource.of(line, kind, title, author, isbn, issn, themes == null ? Set.of() : themes), copies);
        }
    }

    record DeliveryRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotNull Origin origin,
            @NotEmpty @Size(max = 1000) List<@NotNull @Valid LineRequest> lines,
            @Nullable Instant occurredAt) {}

    record DeliveryCorrectionRequest(
            @NotNull Origin origin,
            @NotEmpty @Size(max = 1000) List<@NotNull @Valid LineRequest> lines,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody DeliveryRequest request, Command command) {
        return Receipts.created(records.record(command, Delivery.class, "delivery", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            return new Delivery(
                    id, room.unitId(), content(room.roomId(), request.origin(), request.lines()), at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<Delivery.Content>> deliveries(ListRequest<Delivery> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<Delivery.Content>> delivery(@PathVariable String id) {
        return Receipts.versioned(records.view(Delivery.class, id));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody DeliveryCorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, Delivery.class, id, request.occurredAt(), (delivery, at) -> {
            String roomId = delivery.content().roomId();
            rooms.standing(roomId, at);
            return content(roomId, request.origin(), request.lines());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Delivery.class, id, request));
    }

    private static Delivery.Content content(String roomId, Origin origin, List<LineRequest> stated) {
        List<Delivery.Line> lines = new ArrayList<>();
        for (LineRequest line : stated) {
            lines.add(line.at(lines.size() + 1));
        }
        return Delivery.Content.of(roomId, origin, lines);
    }
}
