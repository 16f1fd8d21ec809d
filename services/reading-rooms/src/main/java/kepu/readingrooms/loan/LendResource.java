package kepu.readingrooms.loan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.reader.Readers;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/**
 * Lends a free copy to a registered reader within the limits, and ends the reader's reservation of it. Of two who ask for the
 * last copy at the same moment one gets it.
 */
@Component
class LendResource {
    private static final int ATTEMPTS = 50;

    private final AmendableRecords records;
    private final AggregateStore store;
    private final Rooms rooms;
    private final Readers readers;
    private final Shelves shelves;
    private final CopyClaims claims;
    private final LoanLimits limits;
    private final Clock clock;
    private final ZoneId zone;

    LendResource(
            AmendableRecords records,
            AggregateStore store,
            Rooms rooms,
            Readers readers,
            Shelves shelves,
            CopyClaims claims,
            LoanLimits limits,
            Clock clock,
            ZoneId zone) {
        this.records = records;
        this.store = store;
        this.rooms = rooms;
        this.readers = readers;
        this.shelves = shelves;
        this.claims = claims;
        this.limits = limits;
        this.clock = clock;
        this.zone = zone;
    }

    Receipt handle(Command command, LoanController.LoanRequest request) {
        Runnable[] release = {() -> {}};
        Receipt receipt;
        try {
            receipt = records.record(command, Loan.class, "loan", id -> {
                Instant at = command.occurredAt(request.occurredAt());
                Rooms.Known room = rooms.standing(request.roomId(), at);
                readers.requireRegistered(room.unitId(), request.readerId());
                limits.requireMayBorrow(
                        request.readerId(),
                        request.resourceId(),
                        shelves.openLoansOf(room.unitId(), request.readerId()),
                        LocalDate.ofInstant(at, zone));
                Shelf shelf = claimed(id, request, room, at, release);
                return new Loan(
                        id, room.unitId(), content(room.roomId(), request.readerId(), shelf, at), at, command.actor());
            });
        } finally {
            release[0].run();
        }
        reservation(request)
                .ifPresent(waiting -> store.update(
                        Command.internal(clock, command.actor()),
                        Reservation.class,
                        waiting.id(),
                        reservation -> reservation.fulfil(receipt.id(), command.now())));
        return receipt;
    }

    /** The shelf from which this loan takes a copy, whatever others do meanwhile. */
    private Shelf claimed(
            String id, LoanController.LoanRequest request, Rooms.Known room, Instant at, Runnable[] release) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            CopyClaims.Seen seen = claims.see(room.roomId(), request.resourceId());
            Shelf shelf = shelves.shelf(room.roomId(), request.resourceId(), at, seen.loansBut(id));
            shelf.requireFreeFor(request.readerId());
            Runnable claim = claims.claim(seen, id);
            if (claim != null) {
                release[0] = claim;
                return shelf;
            }
            AggregateStore.giveWay(attempt);
        }
        throw SharedRefusal.TOO_CONTENDED.with();
    }

    private Optional<Reservation> reservation(LoanController.LoanRequest request) {
        return shelves.waiting(request.roomId(), request.resourceId()).stream()
                .filter(waiting -> waiting.readerId().equals(request.readerId()))
                .findFirst();
    }

    Receipt correct(Command command, String id, LoanController.CorrectionRequest request) {
        return records.correct(command, Loan.class, id, request.occurredAt(), loan -> {
            Instant at = command.occurredAt(request.occurredAt());
            String roomId = loan.content().roomId();
            rooms.standing(roomId, at);
            readers.requireRegistered(loan.unitId(), request.readerId());
            Shelf shelf = shelves.shelf(roomId, request.resourceId(), at);
            shelf.requireKnown();
            return content(roomId, request.readerId(), shelf, at);
        });
    }

    private Loan.Content content(String roomId, String readerId, Shelf shelf, Instant at) {
        return new Loan.Content(
                roomId,
                readerId,
                shelf.resourceId(),
                shelf.title(),
                LocalDate.ofInstant(at, zone).plusDays(limits.days()));
    }

    Receipt renew(Command command, String id, LoanController.StepRequest request) {
        return records.change(command, Loan.class, id, loan -> {
            Instant at = command.occurredAt(request.occurredAt());
            shelves.shelf(loan.content().roomId(), loan.content().resourceId(), at)
                    .requireNobodyWaits();
            return loan.renew(at, limits, zone);
        });
    }

    Receipt giveBack(Command command, String id, LoanController.StepRequest request) {
        return records.change(command, Loan.class, id, loan -> loan.giveBack(command.occurredAt(request.occurredAt())));
    }
}
