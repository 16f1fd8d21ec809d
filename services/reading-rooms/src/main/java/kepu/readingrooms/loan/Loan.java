package kepu.readingrooms.loan;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanRenewed;
import kepu.contracts.readingrooms.LoanEvent.LoanReturned;
import kepu.contracts.readingrooms.LoanEvent.LoanWithdrawn;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A copy lent to a reader (借阅), until it is returned. */
@Document("loans")
@Listed(
        state = Loan.State.class,
        by = {"roomId=content.roomId", "readerId=content.readerId", "resourceId=content.resourceId"},
        indexed = "dueOn",
        text = "title=content.title")
class Loan extends AmendableRecord<Loan.Content> {
    /** 借出, 已还, 已撤回. */
    enum State implements ListState {
        LENT,
        RETURNED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return switch (this) {
                case LENT -> Filters.and(Filters.eq("withdrawn", false), Filters.eq("returnedAt", null));
                case RETURNED -> Filters.and(Filters.eq("withdrawn", false), Filters.ne("returnedAt", null));
                case WITHDRAWN -> Filters.eq("withdrawn", true);
            };
        }
    }

    /**
     * @param firstDueOn the last day in time, before any renewal
     * @param reservationId the reader's reservation, for which the copy was lent
     */
    record Content(
            String roomId,
            String readerId,
            String resourceId,
            String title,
            LocalDate firstDueOn,
            @Nullable String reservationId) {}

    private LocalDate dueOn;
    private int renewals;
    private @Nullable Instant renewedAt;

    /** The latest renewal; an earlier version kept the first only. */
    private @Nullable Instant lastRenewedAt;

    private @Nullable Instant returnedAt;

    Loan(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.dueOn = content.firstDueOn();
    }

    /** Reading the same thing twice is no mistake, and twice at once is refused. */
    @Override
    protected @Nullable Object likeness(Content stated) {
        return null;
    }

    /** Nothing became of it before it was made. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        requireInOrder(at, renewedAt);
        requireInOrder(at, returnedAt);
    }

    private static void requireInOrder(@Nullable Instant first, @Nullable Instant then) {
        if (first != null && then != null && first.isAfter(then)) {
            throw LoanRejection.wrongOrder(first, then);
        }
    }

    @Override
    protected LoanMade recorded(Content is) {
        return new LoanMade(id(), is.roomId(), is.readerId(), is.resourceId(), is.firstDueOn());
    }

    /** A renewal counts from the corrected day. */
    @Override
    protected LoanCorrected corrected(Content is, Content was, Instant before) {
        dueOn = dueOn.plusDays(is.firstDueOn().toEpochDay() - was.firstDueOn().toEpochDay());
        return new LoanCorrected(id(), is.roomId(), is.readerId(), is.resourceId(), dueOn, before);
    }

    @Override
    protected LoanWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new LoanWithdrawn(id(), reason, before);
    }

    /** Once more as long, on or before the day on which it is due. */
    DomainEvents renew(Instant at, LoanLimits limits, ZoneId zone) {
        requireLent(at);
        if (isOverdue(LocalDate.ofInstant(at, zone))) {
            throw LoanRejection.overdue(id(), dueOn);
        }
        if (renewals >= limits.renewals()) {
            throw LoanRejection.noMoreRenewals(id(), limits.renewals());
        }
        renewals++;
        Instant last = lastRenewed();
        lastRenewedAt = last == null || at.isAfter(last) ? at : last;
        renewedAt = renewedAt == null || at.isBefore(renewedAt) ? at : renewedAt;
        dueOn = dueOn.plusDays(limits.days());
        return raise(at, new LoanRenewed(id(), dueOn));
    }

    /** Overdue or not; after it was renewed. */
    DomainEvents giveBack(Instant at) {
        requireLent(at);
        requireInOrder(lastRenewed(), at);
        returnedAt = at;
        return raise(at, new LoanReturned(id()));
    }

    private @Nullable Instant lastRenewed() {
        return lastRenewedAt == null ? renewedAt : lastRenewedAt;
    }

    private void requireLent(Instant at) {
        requireNotWithdrawn();
        if (returnedAt != null) {
            throw LoanRejection.returned(id());
        }
        if (at.isBefore(occurredAt())) {
            throw LoanRejection.beforeLoan(occurredAt());
        }
    }

    /** Whether it is lent still, and to somebody else or something else than that. */
    boolean isOpenAndNot(String readerId, String resourceId) {
        return state() == State.LENT
                && !(content().readerId().equals(readerId)
                        && content().resourceId().equals(resourceId));
    }

    /** Which loans are overdue on a day, in the store. */
    static Bson overdueOn(LocalDate today) {
        return Filters.and(State.LENT.filter(), Filters.lt("dueOn", today));
    }

    /** On the day after it is due, and not on that day. */
    boolean isOverdue(LocalDate today) {
        return returnedAt == null && today.isAfter(dueOn);
    }

    State state() {
        return isWithdrawn() ? State.WITHDRAWN : returnedAt == null ? State.LENT : State.RETURNED;
    }

    LocalDate dueOn() {
        return dueOn;
    }

    int renewals() {
        return renewals;
    }

    @Nullable
    Instant returnedAt() {
        return returnedAt;
    }
}
