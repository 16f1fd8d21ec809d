package kepu.campaigns.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.campaigns.venue.Venue.Booking;
import kepu.campaigns.venue.Venue.Content;
import kepu.contracts.campaigns.VenueEvent.Kind;
import kepu.contracts.campaigns.VenueEvent.VenueBooked;
import kepu.contracts.campaigns.VenueEvent.VenueBookingCancelled;
import kepu.contracts.campaigns.VenueEvent.VenueBookingChanged;
import kepu.contracts.campaigns.VenueEvent.VenueClosed;
import kepu.contracts.campaigns.VenueEvent.VenueCorrected;
import kepu.contracts.campaigns.VenueEvent.VenueRegistered;
import kepu.contracts.campaigns.VenueEvent.VenueWithdrawn;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class VenueTest {
    private static final Instant MARCH = Instant.parse("2026-03-05T02:00:00Z");
    private static final Instant NINE = Instant.parse("2026-05-16T01:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-16T02:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-16T04:00:00Z");
    private static final Content GALLERY = new Content(Kind.GALLERY, "村口画廊", "文化广场");

    private final Venue venue = new Venue("v1", "990101201201", GALLERY, MARCH, "clerk-1");

    @Test
    void a_venue_is_registered_corrected_and_withdrawn() {
        assertThat(venue.record().events()).containsExactly(new VenueRegistered("v1", Kind.GALLERY, "村口画廊", "文化广场"));
        Content base = new Content(Kind.SCIENCE_BASE, "柑橘基地", "二组");
        assertThat(venue.correct(base, MARCH, "clerk-2").events())
                .containsExactly(new VenueCorrected("v1", Kind.SCIENCE_BASE, "柑橘基地", "二组", MARCH));
        assertThat(venue.withdraw("误录", NINE, "clerk-1").events())
                .containsExactly(new VenueWithdrawn("v1", "误录", MARCH));
        assertThat(venue.state()).isEqualTo(Venue.State.WITHDRAWN);
        refuses("already-withdrawn", () -> venue.book(booking("b1", NINE, TEN), MARCH));
    }

    @Test
    void bookings_of_one_time_conflict_and_neighbours_do_not() {
        var told = venue.book(booking("b1", NINE, TEN), MARCH);
        assertThat(told.itemId()).isEqualTo("b1");
        assertThat(told.events()).containsExactly(new VenueBooked("v1", "b1", "防汛展", NINE, TEN, null));

        refuses("venue-booked", () -> venue.book(booking("b2", TEN.minusMillis(1), NOON), MARCH));
        refuses("venue-booked", () -> venue.book(booking("b2", MARCH, NINE.plusMillis(1)), MARCH));
        refuses("venue-booked", () -> venue.book(booking("b2", MARCH, NOON), MARCH));
        venue.book(booking("b2", TEN, NOON), MARCH);
        venue.book(booking("b3", MARCH, NINE), MARCH);
        assertThat(venue.bookings()).extracting(Booking::bookingId).containsExactly("b3", "b1", "b2");
    }

    @Test
    void a_booking_ends_after_it_begins_and_does_not_begin_before_the_venue() {
        refuses("booking-period", () -> booking("b1", NINE, NINE));
        refuses("booking-before-venue", () -> venue.book(booking("b1", MARCH.minusMillis(1), NINE), MARCH));
        venue.book(booking("b1", MARCH, NINE), MARCH);
        refuses("booking-before-venue", () -> venue.correct(GALLERY, MARCH.plusMillis(1), "clerk-1"));
        venue.correct(GALLERY, MARCH, "clerk-1");
    }

    @Test
    void a_changed_booking_conflicts_with_the_others_only_and_a_cancelled_one_with_none() {
        venue.book(booking("b1", NINE, TEN), MARCH);
        venue.book(booking("b2", TEN, NOON), MARCH);
        assertThat(venue.change(booking("b1", NINE.plusSeconds(60), TEN), MARCH).events())
                .containsExactly(new VenueBookingChanged("v1", "b1", "防汛展", NINE.plusSeconds(60), TEN, null));
        refuses("venue-booked", () -> venue.change(booking("b2", NINE, NOON), MARCH));
        // What is refused is not stored; here the booking stands no more in memory.
        Venue fresh = new Venue("v1", "990101201201", GALLERY, MARCH, "clerk-1");
        fresh.book(booking("b1", NINE, TEN), MARCH);
        assertThat(fresh.cancel("b1", "改期", MARCH).events())
                .containsExactly(new VenueBookingCancelled("v1", "b1", "改期"));
        refuses("unknown-booking", () -> fresh.cancel("b1", "改期", MARCH));
        fresh.book(booking("b2", NINE, NOON), MARCH);
    }

    @Test
    void a_venue_is_closed_once_nothing_is_booked_any_more() {
        venue.book(booking("b1", NINE, TEN), MARCH);
        refuses("venue-has-bookings", () -> venue.close("改建", TEN.minusMillis(1)));
        refuses("venue-has-bookings", () -> venue.withdraw("误录", NOON, "clerk-1"));
        Venue other = new Venue("v1", "990101201201", GALLERY, MARCH, "clerk-1");
        other.book(booking("b1", NINE, TEN), MARCH);
        assertThat(other.close("改建", TEN).events()).containsExactly(new VenueClosed("v1", "改建"));
        assertThat(other.state()).isEqualTo(Venue.State.CLOSED);
        refuses("venue-closed", () -> other.close("改建", NOON));
        refuses("venue-closed", () -> other.book(booking("b2", TEN, NOON), MARCH));
        other.book(booking("b3", MARCH, NINE), MARCH);
    }

    private static Booking booking(String id, Instant from, Instant until) {
        return new Booking(id, "防汛展", from, until, null, "clerk-1");
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
