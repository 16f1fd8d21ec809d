package kepu.readingrooms.loan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.reader.Readers;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/**
 * Lends a free copy to a registered reader within the limits, and ends the reader's reservation of it.
 *
 * <p>Two requests at the same moment may both get the last copy: it is the keeper who hands it over.
 */
@Component
class LendResource {
    private final AmendableRecords records;
    private final AggregateStore store;
    private final Rooms rooms;
    private final Readers readers;
    private final Shelves shelves;
    private final LoanLimits limits;
    private final Clock clock;
    private final ZoneId zone;

    LendResource(
            AmendableRecords records,
            AggregateStore store,
            Rooms rooms,
            Readers readers,
            Shelves shelves,
            LoanLimits limits,
            Clock clock,
            ZoneId zone) {
        this.records = records;
        this.store = store;
        this.rooms = rooms;
        this.readers = readers;
        this.shelves = shelves;
        this.limits = limits;
        this.clock = clock;
        this.zone = zone;
    }

    Receipt handle(Command command, LoanController.LoanRequest request) {
        Receipt receipt = records.record(command, Loan.class, "loan", id -> {
            Instant at = command.occurredAt(request.occurredAt());
            Rooms.Known room = rooms.standing(request.roomId(), at);
            readers.requireRegistered(room.unitId(), request.readerId());
            limits.requireMayBorrow(
                    request.readerId(),
                    request.resourceId(),
                    shelves.openLoansOf(room.unitId(), request.readerId()),
                    LocalDate.ofInstant(at, zone));
            Shelf shelf = shelves.shelf(room.roomId(), request.resourceId(), at);
            shelf.requireFreeFor(request.readerId());
            return new Loan(
                    id, room.unitId(), content(room.roomId(), request.readerId(), shelf, at), at, command.actor());
        });
        reservation(request)
                .ifPresent(waiting -> store.update(
                        Command.internal(clock, command.actor()),
                        Reservation.class,
                        waiting.id(),
                        reservation -> reservation.fulfil(receipt.id(), command.now())));
        return receipt;
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
