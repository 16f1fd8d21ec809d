package kepu.campaigns.venue;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kepu.contracts.campaigns.VenueEvent.Kind;
import kepu.contracts.campaigns.VenueEvent.VenueBooked;
import kepu.contracts.campaigns.VenueEvent.VenueBookingCancelled;
import kepu.contracts.campaigns.VenueEvent.VenueBookingChanged;
import kepu.contracts.campaigns.VenueEvent.VenueClosed;
import kepu.contracts.campaigns.VenueEvent.VenueCorrected;
import kepu.contracts.campaigns.VenueEvent.VenueRegistered;
import kepu.contracts.campaigns.VenueEvent.VenueWithdrawn;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A venue or medium (阵地) of a unit, which at any time is booked at most once. */
@Document("venues")
@Listed(
        state = Venue.State.class,
        by = "kind=content.kind",
        text = {"name=content.name", "place=content.place"},
        indexed = "state")
class Venue extends AmendableRecord<Venue.Content> {
    /** 在用, 停用, 已撤回. */
    enum State implements ListState {
        OPEN,
        CLOSED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Content(Kind kind, String name, String place) {}

    /**
     * That nobody else has it from {@code from} until {@code until}, exclusive.
     *
     * @param activityId the activity that it is booked for, if it is recorded already
     * @param by who booked it or changed the booking last
     */
    record Booking(
            String bookingId,
            String title,
            Instant from,
            Instant until,
            @Nullable String activityId,
            String by) {
        Booking {
            if (!until.isAfter(from)) {
                throw VenueRejection.period(from, until);
            }
        }

        boolean overlaps(Booking other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }
    }

    private State state = State.OPEN;
    private @Nullable Instant closedAt;
    private List<Booking> bookings = new ArrayList<>();

    Venue(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected VenueRegistered recorded(Content is) {
        return new VenueRegistered(id(), is.kind(), is.name(), is.place());
    }

    @Override
    protected VenueCorrected corrected(Content is, Content was, Instant before) {
        return new VenueCorrected(id(), is.kind(), is.name(), is.place(), before);
    }

    @Override
    protected VenueWithdrawn withdrawn(Content was, Instant before, String reason) {
        if (!bookings.isEmpty()) {
            throw VenueRejection.hasBookings(bookings.size());
        }
        state = State.WITHDRAWN;
        return new VenueWithdrawn(id(), reason, before);
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (!bookings.isEmpty() && at.isAfter(bookings.getFirst().from())) {
            throw VenueRejection.before(bookings.getFirst().from(), at);
        }
    }

    DomainEvents close(String reason, Instant at) {
        requireNotWithdrawn();
        if (closedAt != null) {
            throw VenueRejection.closed(closedAt);
        }
        int later = (int)
                bookings.stream().filter(booking -> booking.until().isAfter(at)).count();
        if (later > 0) {
            throw VenueRejection.hasBookings(later);
        }
        if (at.isBefore(occurredAt())) {
            throw VenueRejection.before(at, occurredAt());
        }
        closedAt = at;
        state = State.CLOSED;
        return raise(at, new VenueClosed(id(), reason));
    }

    DomainEvents book(Booking booking, Instant at) {
        place(booking);
        return raise(
                        at,
                        new VenueBooked(
                                id(),
                                booking.bookingId(),
                                booking.title(),
                                booking.from(),
                                booking.until(),
                                booking.activityId()))
                .withItem(booking.bookingId());
    }

    DomainEvents change(Booking stated, Instant at) {
        bookings.remove(booking(stated.bookingId()));
        place(stated);
        return raise(
                at,
                new VenueBookingChanged(
                        id(), stated.bookingId(), stated.title(), stated.from(), stated.until(), stated.activityId()));
    }

    DomainEvents cancel(String bookingId, String reason, Instant at) {
        bookings.remove(booking(bookingId));
        return raise(at, new VenueBookingCancelled(id(), bookingId, reason));
    }

    private void place(Booking booking) {
        requireNotWithdrawn();
        if (booking.from().isBefore(occurredAt())) {
            throw VenueRejection.before(booking.from(), occurredAt());
        }
        if (closedAt != null && booking.until().isAfter(closedAt)) {
            throw VenueRejection.closed(closedAt);
        }
        for (Booking other : bookings) {
            if (booking.overlaps(other)) {
                throw VenueRejection.booked(other.title(), other.from(), other.until());
            }
        }
        bookings.add(booking);
        bookings.sort(Comparator.comparing(Booking::from));
    }

    Booking booking(String bookingId) {
        return bookings.stream()
                .filter(booking -> booking.bookingId().equals(bookingId))
                .findFirst()
                .orElseThrow(() -> VenueRejection.noBooking(bookingId));
    }

    State state() {
        return state;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    /** Those that hold, in the order of time. */
    List<Booking> bookings() {
        return List.copyOf(bookings);
    }
}
