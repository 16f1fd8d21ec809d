package kepu.readingrooms.loan;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much and how long is lent (借阅限额).
 *
 * @param atOnce how many loans a reader may have at once
 * @param days after which a loan is due, and by which a renewal moves that
 * @param renewals how often a loan may be renewed
 */
@ConfigurationProperties("kepu.reading-rooms.loans")
record LoanLimits(
        @DefaultValue("5") int atOnce,
        @DefaultValue("30") int days,
        @DefaultValue("1") int renewals) {
    /**
     * @param open the reader's loans that are not returned
     * @param underWay resources of those that are about to be stored
     * @throws kepu.defaults.Rejection 409 {@code loan-limit}, {@code reader-has-overdue}, {@code already-on-loan}
     */
    void requireMayBorrow(String readerId, String resourceId, List<Loan> open, List<String> underWay, LocalDate today) {
        Stream.concat(open.stream().map(loan -> loan.content().resourceId()), underWay.stream())
                .filter(resourceId::equals)
                .findFirst()
                .ifPresent(_ -> {
                    throw LoanRejection.onLoan(readerId, resourceId);
                });
        open.stream().filter(loan -> loan.isOverdue(today)).findFirst().ifPresent(loan -> {
            throw LoanRejection.hasOverdue(readerId, loan.dueOn());
        });
        if (open.size() + underWay.size() >= atOnce) {
            throw LoanRejection.limit(readerId, atOnce);
        }
    }
}
