package kepu.readingrooms.loan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.reader.Readers;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/**
 * Lends a free copy to a registered reader within the limits, and ends the reader's reservation of it. {@link LoanClaims} see to
 * it that this holds also for those who ask at the same moment.
 */
@Component
class LendResource {
    private final AmendableRecords records;
    private final AggregateStore store;
    private final Rooms rooms;
    private final Readers readers;
    private final Shelves shelves;
    private final LoanClaims claims;
    private final LoanLimits limits;
    private final Clock clock;
    private final ZoneId zone;

    LendResource(
            AmendableRecords records,
            AggregateStore store,
            Rooms rooms,
            Readers readers,
            Shelves shelves,
            LoanClaims claims,
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
        Receipt receipt;
        try (LoanClaims.Held held = claims.hold()) {
            receipt = records.record(command, Loan.class, "loan", id -> {
                Instant at = command.occurredAt(request.occurredAt());
                Rooms.Known room = rooms.standing(request.roomId(), at);
                readers.requireRegistered(room.unitId(), request.readerId());
                held.reader(room.unitId(), request.readerId(), id, () -> open(room.unitId(), request, at));
                Shelf shelf = held.copy(room.roomId(), request.resourceId(), id, claimed -> {
                    Shelf seen = shelves.shelf(room.roomId(), request.resourceId(), at, claimed);
                    seen.requireFreeFor(request.readerId());
                    return seen;
                });
                return new Loan(
                        id, room.unitId(), content(room.roomId(), request.readerId(), shelf, at), at, command.actor());
            });
        }
        reservation(request)
                .ifPresent(waiting -> store.update(
                        Command.internal(clock, command.actor()),
                        Reservation.class,
                        waiting.id(),
                        reservation -> reservation.fulfil(receipt.id(), command.now())));
        return receipt;
    }

    /** What the reader has, which leaves room for one more. */
    private List<Loan> open(String unitId, LoanController.LoanRequest request, Instant at) {
        List<Loan> open = shelves.openLoansOf(unitId, request.readerId());
        limits.requireMayBorrow(request.readerId(), request.resourceId(), open, LocalDate.ofInstant(at, zone));
        return open;
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
