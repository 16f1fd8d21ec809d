package kepu.readingrooms.loan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanRenewed;
import kepu.contracts.readingrooms.LoanEvent.LoanReturned;
import kepu.contracts.readingrooms.ReservationEvent.ReservationFulfilled;
import kepu.contracts.readingrooms.ReservationEvent.ReservationMade;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LoanTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant LENT = Instant.parse("2025-03-01T02:00:00Z");
    private static final LocalDate DUE = LocalDate.of(2025, 3, 31);
    private static final LoanLimits LIMITS = new LoanLimits(5, 30, 1);

    private final Loan loan = loan("l1", "isbn-1");

    private static Loan loan(String id, String resource) {
        return new Loan(id, "v", new Loan.Content("room", "r1", resource, "水稻种植", DUE, null), LENT, "keeper-1");
    }

    private static Instant on(LocalDate day, int hour) {
        return day.atTime(hour, 59).atZone(ZONE).toInstant();
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void a_loan_is_renewed_on_the_day_it_is_due_and_not_on_the_next() {
        assertThat(loan.record().events()).containsExactly(new LoanMade("l1", "room", "r1", "isbn-1", DUE));
        refused("loan-overdue", () -> loan.renew(on(DUE.plusDays(1), 0), LIMITS, ZONE));
        assertThat(loan.renew(on(DUE, 23), LIMITS, ZONE).events())
                .containsExactly(new LoanRenewed("l1", DUE.plusDays(30)));
        refused("no-more-renewals", () -> loan.renew(on(DUE, 23), LIMITS, ZONE));
        assertThat(loan.isOverdue(DUE.plusDays(30))).isFalse();
        assertThat(loan.isOverdue(DUE.plusDays(31))).isTrue();
    }

    @Test
    void a_loan_is_returned_once_and_not_before_it_was_made() {
        refused("before-loan", () -> loan.giveBack(LENT.minusMillis(1)));
        assertThat(loan.giveBack(LENT).events()).containsExactly(new LoanReturned("l1"));
        refused("loan-returned", () -> loan.giveBack(LENT));
        refused("loan-returned", () -> loan.renew(LENT, LIMITS, ZONE));
        assertThat(loan.isOverdue(DUE.plusYears(1))).isFalse();
        assertThat(loan.state()).isEqualTo(Loan.State.RETURNED);
    }

    @Test
    void a_loan_is_not_returned_before_any_of_its_renewals() {
        LoanLimits twice = new LoanLimits(5, 30, 2);
        loan.renew(LENT.plusSeconds(90), twice, ZONE);
        loan.renew(LENT.plusSeconds(60), twice, ZONE); // recorded late
        refused("loan-wrong-order", () -> loan.giveBack(LENT.plusSeconds(90).minusMillis(1)));
        assertThat(loan.giveBack(LENT.plusSeconds(90)).events()).containsExactly(new LoanReturned("l1"));
    }

    @Test
    void a_correction_moves_the_day_on_which_it_is_due_renewed_or_not() {
        loan.renew(LENT, LIMITS, ZONE);
        Instant before = LENT.minusSeconds(2 * 86_400);
        assertThat(correct("r2", before).events())
                .containsExactly(new LoanCorrected("l1", "room", "r2", "isbn-1", DUE.plusDays(28), LENT));
        loan.withdraw("误登", LENT, "clerk-1");
        refused("already-withdrawn", () -> loan.giveBack(LENT));
    }

    @Test
    void a_correction_puts_no_loan_behind_its_renewal_or_its_return() {
        loan.renew(LENT.plusSeconds(60), new LoanLimits(5, 30, 2), ZONE);
        loan.renew(LENT.plusSeconds(90), new LoanLimits(5, 30, 2), ZONE);
        refused("loan-wrong-order", () -> correct("r1", LENT.plusSeconds(60).plusMillis(1)));
        assertThat(correct("r1", LENT.plusSeconds(60)).events()).hasSize(1);

        Loan returned = loan("l2", "isbn-1");
        returned.giveBack(LENT.plusSeconds(120));
        refused(
                "loan-wrong-order",
                () -> correct(returned, "r1", LENT.plusSeconds(120).plusMillis(1)));
        assertThat(correct(returned, "r1", LENT.plusSeconds(120)).events()).hasSize(1);
        assertThat(returned.occurredAt()).isEqualTo(returned.returnedAt());
    }

    @Test
    void only_a_loan_that_is_lent_still_goes_to_another_reader_or_becomes_another_copy() {
        assertThat(loan.isOpenAndNot("r1", "isbn-1")).isFalse();
        assertThat(loan.isOpenAndNot("r2", "isbn-1")).isTrue();
        assertThat(loan.isOpenAndNot("r1", "isbn-2")).isTrue();
        loan.giveBack(LENT);
        assertThat(loan.isOpenAndNot("r2", "isbn-2")).isFalse();
        Loan withdrawn = loan("l2", "isbn-1");
        withdrawn.withdraw("误登", LENT, "clerk-1");
        assertThat(withdrawn.isOpenAndNot("r2", "isbn-2")).isFalse();
    }

    private DomainEvents correct(String reader, Instant at) {
        return correct(loan, reader, at);
    }

    private static DomainEvents correct(Loan loan, String reader, Instant at) {
        LocalDate due = LocalDate.ofInstant(at, ZONE).plusDays(30);
        return loan.correct(new Loan.Content("room", reader, "isbn-1", "水稻种植", due, null), at, "clerk-1");
    }

    @Test
    void the_fifth_loan_at_once_is_made_and_the_sixth_is_not() {
        List<Loan> four =
                IntStream.range(0, 4).mapToObj(i -> loan("l" + i, "isbn-" + i)).toList();
        List<Loan> five =
                IntStream.range(0, 5).mapToObj(i -> loan("l" + i, "isbn-" + i)).toList();
        assertThatCode(() -> LIMITS.requireMayBorrow("r1", "isbn-9", four, DUE)).doesNotThrowAnyException();
        refused("loan-limit", () -> LIMITS.requireMayBorrow("r1", "isbn-9", five, DUE));
        refused("already-on-loan", () -> LIMITS.requireMayBorrow("r1", "isbn-3", four, DUE));
        refused("reader-has-overdue", () -> LIMITS.requireMayBorrow("r1", "isbn-9", four, DUE.plusDays(1)));
    }

    @Test
    void free_copies_are_for_those_who_wait_first() {
        Reservation first = reservation("first");
        Reservation second = reservation("second");
        refused("unknown-resource", () -> new Shelf("isbn-1", "水稻种植", 0, 0, List.of()).requireFreeFor("r1"));
        refused("no-copy-free", () -> new Shelf("isbn-1", "水稻种植", 2, 2, List.of()).requireFreeFor("r1"));
        Shelf one = new Shelf("isbn-1", "水稻种植", 2, 1, List.of(first, second));
        refused("reserved-by-another", () -> one.requireFreeFor("r1"));
        refused("reserved-by-another", () -> one.requireFreeFor("second"));
        assertThatCode(() -> one.requireFreeFor("first")).doesNotThrowAnyException();
        Shelf three = new Shelf("isbn-1", "水稻种植", 4, 1, List.of(first, second));
        assertThatCode(() -> three.requireFreeFor("r1")).doesNotThrowAnyException();
        refused("reserved-by-another", () -> new Shelf("isbn-1", "水稻种植", 2, 2, List.of(first)).requireNobodyWaits());
        refused("reserved-by-another", one::requireNobodyWaits);
        assertThatCode(() -> new Shelf("isbn-1", "水稻种植", 2, 1, List.of(first)).requireNobodyWaits())
                .doesNotThrowAnyException();
        // lent, and counted as lost since
        assertThatCode(() -> new Shelf("isbn-1", "水稻种植", 0, 1, List.of()).requireNobodyWaits())
                .doesNotThrowAnyException();
        refused("reserved-by-another", () -> new Shelf("isbn-1", "水稻种植", 0, 1, List.of(first)).requireNobodyWaits());
    }

    @Test
    void a_reservation_ends_once() {
        Reservation waiting = reservation("first");
        assertThat(waiting.fulfil("l1", LENT).events()).containsExactly(new ReservationFulfilled("s-first", "l1"));
        refused("reservation-ended", () -> waiting.cancel("不借了", LENT));
        Reservation cancelled = reservation("second");
        cancelled.cancel("不借了", LENT);
        assertThat(cancelled.fulfil("l1", LENT).events()).isEmpty();
        assertThat(cancelled.state()).isEqualTo(Reservation.State.CANCELLED);
        refused("reservation-ended", () -> cancelled.cancel("不借了", LENT));
    }

    @Test
    void a_reservation_waits_again_once_it_did_not_end_with_that_loan() {
        Reservation reservation = reservation("first");
        reservation.fulfil("l1", LENT);
        assertThat(reservation.waitAgain("l2").events()).isEmpty();
        assertThat(reservation.waitAgain("l1").events())
                .containsExactly(new ReservationMade("s-first", "room", "first", "isbn-1"));
        assertThat(reservation.state()).isEqualTo(Reservation.State.WAITING);
        assertThat(reservation.waitAgain("l1").events()).isEmpty();
        reservation.fulfil("l3", LENT);
        assertThat(reservation.waitAgain("l1").events()).isEmpty();
        assertThat(reservation.state()).isEqualTo(Reservation.State.FULFILLED);
    }

    @Test
    void a_reader_who_waits_is_found_and_nobody_else() {
        Shelf shelf = new Shelf("isbn-1", "水稻种植", 1, 1, List.of(reservation("first"), reservation("second")));
        assertThat(shelf.reservationOf("second")).isEqualTo("s-second");
        assertThat(shelf.reservationOf("third")).isNull();
    }

    private static Reservation reservation(String reader) {
        return new Reservation("s-" + reader, "v", "room", reader, "isbn-1", "水稻种植", LENT);
    }
}
