package kepu.readingrooms.loan;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import kepu.contracts.readingrooms.ReservationEvent.ReservationCancelled;
import kepu.contracts.readingrooms.ReservationEvent.ReservationFulfilled;
import kepu.contracts.readingrooms.ReservationEvent.ReservationMade;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A reader who waits for a copy (预约), in the order of time. */
@Document("reservations")
@Listed(
        period = "madeAt",
        state = Reservation.State.class,
        by = {"roomId", "readerId", "resourceId"},
        sort = {"madeAt", "id"})
class Reservation extends Aggregate {
    /** 等候, 已借到, 已取消. */
    enum State implements ListState {
        WAITING,
        FULFILLED,
        CANCELLED;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    private final String roomId;
    private final String readerId;
    private final String resourceId;
    private final String title;
    private final Instant madeAt;
    private State state = State.WAITING;
    private @Nullable String fulfilledBy;

    Reservation(
            String id, String unitId, String roomId, String readerId, String resourceId, String title, Instant madeAt) {
        super(id, unitId);
        this.roomId = roomId;
        this.readerId = readerId;
        this.resourceId = resourceId;
        this.title = title;
        this.madeAt = madeAt;
    }

    DomainEvents make() {
        return raise(madeAt, new ReservationMade(id(), roomId, readerId, resourceId));
    }

    /** Ends with the copy; unless it has ended already, as when somebody cancelled it meanwhile. */
    DomainEvents fulfil(String loanId, Instant at) {
        if (state != State.WAITING) {
            return new DomainEvents(at, List.of(), null);
        }
        state = State.FULFILLED;
        fulfilledBy = loanId;
        return raise(at, new ReservationFulfilled(id(), loanId));
    }

    /** In its old place, for the reader got no copy by that loan; unless it did not end with it. */
    DomainEvents waitAgain(String loanId) {
        if (state != State.FULFILLED || !loanId.equals(fulfilledBy)) {
            return new DomainEvents(madeAt, List.of(), null);
        }
        state = State.WAITING;
        fulfilledBy = null;
        return make();
    }

    DomainEvents cancel(String reason, Instant at) {
        if (state != State.WAITING) {
            throw LoanRejection.reservationEnded(id());
        }
        state = State.CANCELLED;
        return raise(at, new ReservationCancelled(id(), reason));
    }

    String roomId() {
        return roomId;
    }

    String readerId() {
        return readerId;
    }

    String resourceId() {
        return resourceId;
    }

    String title() {
        return title;
    }

    Instant madeAt() {
        return madeAt;
    }

    State state() {
        return state;
    }
}
