package kepu.contracts.readingrooms;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Loans (借阅) of a copy to a reader. Source: R11. */
@Family(topic = "kepu.reading-rooms.loans")
public sealed interface LoanEvent extends DomainEvent {
    String loanId();

    /** The loan itself. */
    interface LoanVersion extends FactVersion {
        String loanId();

        @Override
        default String factId() {
            return loanId();
        }
    }

    /** Lent at {@code occurredAt}; {@code dueOn} is the last day on which it is returned in time. */
    @WireType("kepu.reading-rooms.loan-made.v1")
    record LoanMade(String loanId, String roomId, String readerId, String resourceId, LocalDate dueOn)
            implements LoanEvent, LoanVersion {}

    /** The loan is as stated here. */
    @WireType("kepu.reading-rooms.loan-corrected.v1")
    record LoanCorrected(
            String loanId,
            String roomId,
            String readerId,
            String resourceId,
            LocalDate dueOn,
            Instant previousOccurredAt)
            implements LoanEvent, LoanVersion, Correction {}

    /** Nothing was lent. */
    @WireType("kepu.reading-rooms.loan-withdrawn.v1")
    record LoanWithdrawn(String loanId, String reason, Instant previousOccurredAt)
            implements LoanEvent, LoanVersion, Withdrawal {}

    /** What becomes of a loan; no score asks for it. */
    interface LoanStep extends DomainEvent {}

    /** It may be returned later. */
    @WireType("kepu.reading-rooms.loan-renewed.v1")
    @Fact("renewal")
    record LoanRenewed(String loanId, LocalDate dueOn) implements LoanEvent, LoanStep {}

    /** It was returned at {@code occurredAt}. */
    @WireType("kepu.reading-rooms.loan-returned.v1")
    @Fact("return")
    record LoanReturned(String loanId) implements LoanEvent, LoanStep {}
}
