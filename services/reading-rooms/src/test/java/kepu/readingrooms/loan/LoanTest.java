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
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LoanTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant LENT = Instant.parse("2025-03-01T02:00:00Z");
    private static final LocalDate DUE = LocalDate.of(2025, 3, 31);
    private static final LoanLimits LIMITS = new LoanLimits(5, 30, 1);

    private final Loan loan = loan("l1", "isbn-1");

    private static Loan loan(String id, String resource) {
        return new Loan(id, "v", new Loan.Content("room", "r1", resource, "水稻种植", DUE), LENT, "keeper-1");
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
    void a_correction_moves_the_day_on_which_it_is_due_renewed_or_not() {
        loan.renew(LENT, LIMITS, ZONE);
        Instant before = LENT.minusSeconds(2 * 86_400);
        assertThat(loan.correct(new Loan.Content("room", "r2", "isbn-1", "水稻种植", DUE.minusDays(2)), before, "clerk-1")
                        .events())
                .containsExactly(new LoanCorrected("l1", "room", "r2", "isbn-1", DUE.plusDays(28), LENT));
        loan.withdraw("误登", LENT, "clerk-1");
        refused("already-withdrawn", () -> loan.giveBack(LENT));
    }

    @Test
    void the_fifth_loan_at_once_is_made_and_the_sixth_is_not() {
        List<Loan> four =
                IntStream.range(0, 4).mapToObj(i -> loan("l" + i, "isbn-" + i)).toList();
        List<Loan> five =
                IntStream.range(0, 5).mapToObj(i -> loan("l" + i, "isbn-" + i)).toList();
        assertThatCode(() -> LIMITS.requireMayBorrow("r1", "isbn-9", four, List.of(), DUE))
                .doesNotThrowAnyException();
        refused("loan-limit", () -> LIMITS.requireMayBorrow("r1", "isbn-9", five, List.of(), DUE));
        refused("already-on-loan", () -> LIMITS.requireMayBorrow("r1", "isbn-3", four, List.of(), DUE));
        refused("loan-limit", () -> LIMITS.requireMayBorrow("r1", "isbn-9", four, List.of("isbn-8"), DUE));
        refused("already-on-loan", () -> LIMITS.requireMayBorrow("r1", "isbn-9", List.of(), List.of("isbn-9"), DUE));
        refused("reader-has-overdue", () -> LIMITS.requireMayBorrow("r1", "isbn-9", four, List.of(), DUE.plusDays(1)));
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
    }

    @Test
    void a_reservation_ends_once() {
        Reservation waiting = reservation("first");
        assertThat(waiting.fulfil("l1", LENT).events()).containsExactly(new ReservationFulfilled("s-first", "l1"));
        refused("reservation-ended", () -> waiting.cancel("不借了", LENT));
    }

    private static Reservation reservation(String reader) {
        return new Reservation("s-" + reader, "v", "room", reader, "isbn-1", "水稻种植", LENT);
    }
}
