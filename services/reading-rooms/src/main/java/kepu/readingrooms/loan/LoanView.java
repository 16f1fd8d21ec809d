package kepu.readingrooms.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people see of a loan. */
record LoanView(
        String id,
        String unitId,
        String roomId,
        String readerId,
        String resourceId,
        String title,
        Instant occurredAt,
        LocalDate dueOn,
        int renewals,
        Loan.State state,
        @Nullable Instant returnedAt,
        String recordedBy,
        long version) {
    static LoanView of(Loan loan) {
        return new LoanView(
                loan.id(),
                loan.unitId(),
                loan.content().roomId(),
                loan.content().readerId(),
                loan.content().resourceId(),
                loan.content().title(),
                loan.occurredAt(),
                loan.dueOn(),
                loan.renewals(),
                loan.state(),
                loan.returnedAt(),
                loan.recordedBy(),
                loan.version());
    }

    static List<LoanView> of(List<Loan> loans) {
        return loans.stream().map(LoanView::of).toList();
    }
}
