package kepu.readingrooms.loan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * last copy at the same moment one gets it, and nobody has more than the limit allows, however many they ask for at once.
 */
@Component
class LendResource {
    /** To claim, when others do so at the same moment. */
    static final int ATTEMPTS = 50;

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
        Deque<Runnable> releases = new ArrayDeque<>();
        Receipt receipt;
        try {
            receipt = records.record(command, Loan.class, "loan", id -> {
                Instant at = command.occurredAt(request.occurredAt());
                Rooms.Known room = rooms.standing(request.roomId(), at);
                readers.requireRegistered(room.unitId(), request.readerId());
                releases.push(claimedForReader(id, request, room, at));
                Shelf shelf = claimed(id, request, room, at, releases);
                return new Loan(
                        id, room.unitId(), content(room.roomId(), request.readerId(), shelf, at), at, command.actor());
            });
        } finally {
            releases.forEach(Runnable::run);
        }
        reservation(request)
                .ifPresent(waiting -> store.update(
                        Command.internal(clock, command.actor()),
                        Reservation.class,
                        waiting.id(),
                        reservation -> reservation.fulfil(receipt.id(), command.now())));
        return receipt;
    }

    /** That the reader may have one more, whatever else they are lent meanwhile; what takes the claim back. */
    private Runnable claimedForReader(String id, LoanController.LoanRequest request, Rooms.Known room, Instant at) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            CopyClaims.Seen seen = claims.ofReader(room.unitId(), request.readerId());
            List<Loan> open = shelves.openLoansOf(room.unitId(), request.readerId());
            Set<String> known =
                    Stream.concat(open.stream().map(Loan::id), Stream.of(id)).collect(Collectors.toSet());
            limits.requireMayBorrow(
                    request.readerId(),
                    request.resourceId(),
                    open,
                    seen.resourcesBut(known),
                    LocalDate.ofInstant(at, zone));
            Runnable claim = claims.claim(seen, id, request.resourceId());
            if (claim != null) {
                return claim;
            }
            AggregateStore.giveWay(attempt);
        }
        throw SharedRefusal.TOO_CONTENDED.with(request.readerId());
    }

    /** The shelf from which this loan takes a copy, whatever others do meanwhile. */
    private Shelf claimed(
            String id, LoanController.LoanRequest request, Rooms.Known room, Instant at, Deque<Runnable> releases) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            CopyClaims.Seen seen = claims.see(room.roomId(), request.resourceId());
            Shelf shelf = shelves.shelf(room.roomId(), request.resourceId(), at, seen.loansBut(id));
            shelf.requireFreeFor(request.readerId());
            Runnable claim = claims.claim(seen, id, request.resourceId());
            if (claim != null) {
                releases.push(claim);
                return shelf;
            }
            AggregateStore.giveWay(attempt);
        }
        throw SharedRefusal.TOO_CONTENDED.with(request.resourceId());
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
