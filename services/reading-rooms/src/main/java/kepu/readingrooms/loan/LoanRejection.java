package kepu.readingrooms.loan;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a loan or a reservation is refused. */
final class LoanRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private LoanRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static LoanRejection unknownResource(String resourceId) {
        return new LoanRejection(422, "unknown-resource", resourceId);
    }

    static LoanRejection noCopyFree(String resourceId) {
        return new LoanRejection(409, "no-copy-free", resourceId);
    }

    static LoanRejection reservedByAnother(String resourceId) {
        return new LoanRejection(409, "reserved-by-another", resourceId);
    }

    static LoanRejection limit(String readerId, int most) {
        return new LoanRejection(409, "loan-limit", readerId, String.valueOf(most));
    }

    static LoanRejection hasOverdue(String readerId, LocalDate dueOn) {
        return new LoanRejection(409, "reader-has-overdue", readerId, dueOn);
    }

    static LoanRejection returned(String loanId) {
        return new LoanRejection(409, "loan-returned", loanId);
    }

    static LoanRejection overdue(String loanId, LocalDate dueOn) {
        return new LoanRejection(409, "loan-overdue", loanId, dueOn);
    }

    static LoanRejection noMoreRenewals(String loanId, int most) {
        return new LoanRejection(409, "no-more-renewals", loanId, String.valueOf(most));
    }

    static LoanRejection beforeLoan(Instant lentAt) {
        return new LoanRejection(422, "before-loan", lentAt);
    }

    static LoanRejection wrongOrder(Instant first, Instant then) {
        return new LoanRejection(422, "loan-wrong-order", first, then);
    }

    static LoanRejection onLoan(String readerId, String resourceId) {
        return new LoanRejection(409, "already-on-loan", readerId, resourceId);
    }

    static LoanRejection copyFree(String resourceId) {
        return new LoanRejection(409, "copy-free", resourceId);
    }

    static LoanRejection alreadyReserved(String reservationId) {
        return new LoanRejection(409, "already-reserved", reservationId);
    }

    static LoanRejection reservationEnded(String reservationId) {
        return new LoanRejection(409, "reservation-ended", reservationId);
    }
}
