package kepu.readingrooms.loan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
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

/** Reservations over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms/reservations")
class ReservationController {
    private final ReserveResource reserveResource;

    ReservationController(ReserveResource reserveResource) {
        this.reserveResource = reserveResource;
    }

    record ReservationRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotBlank @Text(max = 64) String readerId,
            @NotBlank @Text(max = 64) String resourceId,
            @Nullable Instant occurredAt) {}

    record CancellationRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    record ReservationView(
            String id,
            String unitId,
            String roomId,
            String readerId,
            String resourceId,
            String title,
            Instant madeAt,
            Reservation.State state,
            long version) {
        static List<ReservationView> of(List<Reservation> reservations) {
            return reservations.stream()
                    .map(reservation -> new ReservationView(
                            reservation.id(),
                            reservation.unitId(),
                            reservation.roomId(),
                            reservation.readerId(),
                            reservation.resourceId(),
                            reservation.title(),
                            reservation.madeAt(),
                            reservation.state(),
                            reservation.version()))
                    .toList();
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping
    ResponseEntity<Receipt> reserve(@Valid @RequestBody ReservationRequest request, Command command) {
        return Receipts.created(reserveResource.handle(command, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER, Role.AUDITOR})
    @GetMapping
    ListAnswer<ReservationView> reservations(ListRequest<Reservation> request) {
        return request.answer(ReservationView::of);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/{id}/cancellation")
    ResponseEntity<Receipt> cancel(
            @PathVariable String id, @Valid @RequestBody CancellationRequest request, Command command) {
        return Receipts.done(reserveResource.cancel(command, id, request));
    }
}
