package kepu.readingrooms.loan;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.reader.Readers;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/** Lets a reader wait for a resource of which no copy is free. */
@Component
class ReserveResource {
    private final AggregateStore store;
    private final Rooms rooms;
    private final Readers readers;
    private final Shelves shelves;
    private final LoanClaims claims;

    ReserveResource(AggregateStore store, Rooms rooms, Readers readers, Shelves shelves, LoanClaims claims) {
        this.store = store;
        this.rooms = rooms;
        this.readers = readers;
        this.shelves = shelves;
        this.claims = claims;
    }

    Receipt handle(Command command, ReservationController.ReservationRequest request) {
        String id = command.newId("reservation");
        Instant at = command.occurredAt(request.occurredAt());
        try (LoanClaims.Held held = claims.hold()) {
            return store.create(
                    command,
                    Reservation.class,
                    id,
                    () -> {
                        Rooms.Known room = rooms.standing(request.roomId(), at);
                        readers.requireRegistered(room.unitId(), request.readerId());
                        Shelf shelf =
                                held.reader(room.unitId(), request.readerId(), id, () -> needed(request, room, at));
                        return new Reservation(
                                id,
                                room.unitId(),
                                room.roomId(),
                                request.readerId(),
                                shelf.resourceId(),
                                shelf.title(),
                                at);
                    },
                    Reservation::make);
        }
    }

    private Shelf needed(ReservationController.ReservationRequest request, Rooms.Known room, Instant at) {
        Shelf shelf = shelves.shelf(room.roomId(), request.resourceId(), at);
        shelf.requireKnown();
        shelves.openLoansOf(room.unitId(), request.readerId()).stream()
                .filter(loan -> loan.content().resourceId().equals(request.resourceId()))
                .findFirst()
                .ifPresent(_ -> {
                    throw LoanRejection.onLoan(request.readerId(), request.resourceId());
                });
        shelf.waiting().stream()
                .filter(waiting -> waiting.readerId().equals(request.readerId()))
                .findFirst()
                .ifPresent(waiting -> {
                    throw LoanRejection.alreadyReserved(waiting.id());
                });
        if (shelf.copies() - shelf.lent() > shelf.waiting().size()) {
            throw LoanRejection.copyFree(request.resourceId());
        }
        return shelf;
    }

    Receipt cancel(Command command, String id, ReservationController.CancellationRequest request) {
        return store.update(
                command, Reservation.class, id, reservation -> reservation.cancel(request.reason(), command.now()));
    }
}
