package kepu.campaigns.venue;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a change of a venue, or a booking, is refused. */
final class VenueRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private VenueRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static VenueRejection booked(String title, Instant from, Instant until) {
        return new VenueRejection(409, "venue-booked", title, from, until);
    }

    static VenueRejection period(Instant from, Instant until) {
        return new VenueRejection(422, "booking-period", from, until);
    }

    static VenueRejection before(Instant from, Instant registered) {
        return new VenueRejection(422, "booking-before-venue", from, registered);
    }

    static VenueRejection closed(Instant closedAt) {
        return new VenueRejection(409, "venue-closed", closedAt);
    }

    static VenueRejection hasBookings(int bookings) {
        return new VenueRejection(409, "venue-has-bookings", bookings);
    }

    static VenueRejection noBooking(String bookingId) {
        return new VenueRejection(422, "unknown-booking", bookingId);
    }
}
