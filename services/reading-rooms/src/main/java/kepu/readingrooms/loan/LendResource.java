package kepu.readingrooms.loan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.reader.Readers;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
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
                String readerId = request.readerId();
                readers.requireRegistered(room.unitId(), readerId);
                Shelf shelf = free(held, id, room.unitId(), room.roomId(), readerId, request.resourceId(), at);
                Loan.Content content = content(room.roomId(), readerId, shelf, at, shelf.reservationOf(readerId));
                return new Loan(id, room.unitId(), content, at, command.actor());
            });
        }
        endReservation(command, receipt.id());
        return receipt;
    }

    /**
     * The shelf from which that reader may have that copy; it stays so until the claim ends.
     *
     * @param by the loan that is about to be stored, which is not in its own way
     */
    private Shelf free(
            LoanClaims.Held held,
            String by,
            String unitId,
            String roomId,
            String readerId,
            String resourceId,
            Instant at) {
        held.reader(unitId, readerId, by, () -> {
            List<Loan> open = shelves.openLoansOf(unitId, readerId).stream()
                    .filter(loan -> !loan.id().equals(by))
                    .toList();
            limits.requireMayBorrow(readerId, resourceId, open, LocalDate.ofInstant(at, zone));
            return open;
        });
        return held.copy(roomId, resourceId, by, claimed -> {
            Shelf seen = shelves.shelf(roomId, resourceId, at, claimed, by);
            seen.requireFreeFor(readerId);
            return seen;
        });
    }

    /**
     * The one for which the copy was lent. A retry ends it if the first attempt stopped before it could, but nothing that was
     * reserved since, and nothing for a copy that was returned.
     */
    private void endReservation(Command command, String loanId) {
        Loan loan = records.get(Loan.class, loanId);
        String reservationId = loan.content().reservationId();
        if (reservationId != null && loan.state() == Loan.State.LENT) {
            store.update(
                    Command.internal(clock, command.actor()),
                    Reservation.class,
                    reservationId,
                    reservation -> reservation.fulfil(loanId, command.now()));
        }
    }

    /** What is lent still goes to another reader, or becomes another copy, only by the rules of lending. */
    Receipt correct(Command command, String id, LoanController.CorrectionRequest request) {
        Receipt receipt;
        try (LoanClaims.Held held = claims.hold()) {
            receipt = records.change(command, Loan.class, id, loan -> {
                Instant at = command.occurredAt(request.occurredAt(), loan.occurredAt());
                return loan.correct(corrected(held, loan, request, at), at, command.actor());
            });
        }
        endReservation(command, id);
        letWaitAgain(command, id);
        return receipt;
    }

    Receipt withdraw(Command command, String id, WithdrawalRequest request) {
        Receipt receipt = records.withdraw(command, Loan.class, id, request);
        letWaitAgain(command, id);
        return receipt;
    }

    /**
     * Whoever was said to have got a copy by a loan and did not waits again, unless they have one or wait otherwise. A retry sees
     * to it if the first attempt stopped before it could.
     */
    private void letWaitAgain(Command command, String loanId) {
        Loan loan = records.get(Loan.class, loanId);
        for (Reservation ended : shelves.endedBy(loan.content().roomId(), loanId)) {
            boolean isItsLoan =
                    !loan.isWithdrawn() && ended.id().equals(loan.content().reservationId());
            if (!isItsLoan && !shelves.hasOrWaits(ended)) {
                store.update(
                        Command.internal(clock, command.actor()),
                        Reservation.class,
                        ended.id(),
                        reservation -> reservation.waitAgain(loanId));
            }
        }
    }

    private Loan.Content corrected(
            LoanClaims.Held held, Loan loan, LoanController.CorrectionRequest request, Instant at) {
        Loan.Content was = loan.content();
        String readerId = request.readerId();
        rooms.standing(was.roomId(), at);
        if (!readerId.equals(was.readerId())) { // who had it may have been erased since
            readers.requireRegistered(loan.unitId(), readerId);
        }
        if (loan.isOpenAndNot(readerId, request.resourceId())) {
            Shelf shelf = free(held, loan.id(), loan.unitId(), was.roomId(), readerId, request.resourceId(), at);
            return content(was.roomId(), readerId, shelf, at, shelf.reservationOf(readerId));
        }
        Shelf shelf = shelves.shelf(was.roomId(), request.resourceId(), at);
        shelf.requireKnown();
        return content(was.roomId(), readerId, shelf, at, was.reservationId());
    }

    private Loan.Content content(
            String roomId, String readerId, Shelf shelf, Instant at, @Nullable String reservationId) {
        return new Loan.Content(
                roomId,
                readerId,
                shelf.resourceId(),
                shelf.title(),
                LocalDate.ofInstant(at, zone).plusDays(limits.days()),
                reservationId);
    }

    Receipt renew(Command command, String id, LoanController.StepRequest request) {
        return records.change(command, Loan.class, id, loan -> {
            Instant at = command.occurredAt(request.occurredAt());
            rooms.standing(loan.content().roomId(), at);
            shelves.shelf(loan.content().roomId(), loan.content().resourceId(), at)
                    .requireNobodyWaits();
            return loan.renew(at, limits, zone);
        });
    }

    Receipt giveBack(Command command, String id, LoanController.StepRequest request) {
        return records.change(command, Loan.class, id, loan -> loan.giveBack(command.occurredAt(request.occurredAt())));
    }
}
