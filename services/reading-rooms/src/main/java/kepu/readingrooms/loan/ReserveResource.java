package kepu.readingrooms.loan;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
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
    private final CopyClaims claims;

    ReserveResource(AggregateStore store, Rooms rooms, Readers readers, Shelves shelves, CopyClaims claims) {
        this.store = store;
        this.rooms = rooms;
        this.readers = readers;
        this.shelves = shelves;
        this.claims = claims;
    }

    Receipt handle(Command command, ReservationController.ReservationRequest request) {
        String id = command.newId("reservation");
        Instant at = command.occurredAt(request.occurredAt());
        Deque<Runnable> releases = new ArrayDeque<>();
        try {
            return store.create(
                    command,
                    Reservation.class,
                    id,
                    () -> {
                        Rooms.Known room = rooms.standing(request.roomId(), at);
                        readers.requireRegistered(room.unitId(), request.readerId());
                        Shelf shelf = claimed(id, request, room, at, releases);
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
        } finally {
            releases.forEach(Runnable::run);
        }
    }

    /** The shelf that the reader waits at, once, whatever else they ask for meanwhile. */
    private Shelf claimed(
            String id,
            ReservationController.ReservationRequest request,
            Rooms.Known room,
            Instant at,
            Deque<Runnable> releases) {
        for (int attempt = 1; attempt <= LendResource.ATTEMPTS; attempt++) {
            CopyClaims.Seen seen = claims.ofWaiting(room.unitId(), request.readerId());
            Shelf shelf = needed(request, room, at);
            seen.claimantOf(request.resourceId(), Set.of(id)).ifPresent(other -> {
                throw LoanRejection.alreadyReserved(other);
            });
            Runnable claim = claims.claim(seen, id, request.resourceId());
            if (claim != null) {
                releases.push(claim);
                return shelf;
            }
            AggregateStore.giveWay(attempt);
        }
        throw SharedRefusal.TOO_CONTENDED.with(request.readerId());
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
