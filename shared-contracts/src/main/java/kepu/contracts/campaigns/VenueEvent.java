package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Venues and media (阵地: 科普基地、画廊、宣传栏、媒体) of a unit and their bookings for activities. Source: R23. */
@Family(topic = "kepu.campaigns.venues")
public sealed interface VenueEvent extends DomainEvent {
    String venueId();

    /** 科普基地, 科普画廊, 宣传栏, 媒体. */
    enum Kind {
        SCIENCE_BASE,
        GALLERY,
        BOARD,
        MEDIA
    }

    /** An event about the venue itself, not about its bookings. */
    interface VenueVersion extends FactVersion {
        String venueId();

        @Override
        default String factId() {
            return venueId();
        }
    }

    /** There since {@code occurredAt}. */
    @WireType("kepu.campaigns.venue-registered.v1")
    record VenueRegistered(String venueId, Kind kind, String name, String place) implements VenueEvent, VenueVersion {}

    /** The venue is as stated here; its bookings stay. */
    @WireType("kepu.campaigns.venue-corrected.v1")
    record VenueCorrected(String venueId, Kind kind, String name, String place, Instant previousOccurredAt)
            implements VenueEvent, VenueVersion, Correction {}

    /** The venue never was. */
    @WireType("kepu.campaigns.venue-withdrawn.v1")
    record VenueWithdrawn(String venueId, String reason, Instant previousOccurredAt)
            implements VenueEvent, VenueVersion, Withdrawal {}

    /** No longer used from {@code occurredAt} on. */
    @WireType("kepu.campaigns.venue-closed.v1")
    @Fact("closure")
    record VenueClosed(String venueId, String reason) implements VenueEvent {}

    /**
     * Booked at {@code occurredAt}, for nobody else from {@code from} until {@code until}, exclusive.
     *
     * @param activityId the activity that it is booked for, if it is recorded already
     */
    @WireType("kepu.campaigns.venue-booked.v1")
    @Fact(value = "booking", per = "bookingId")
    record VenueBooked(
            String venueId,
            String bookingId,
            String title,
            Instant from,
            Instant until,
            @Nullable String activityId) implements VenueEvent {}

    /** The booking is as stated here. */
    @WireType("kepu.campaigns.venue-booking-changed.v1")
    @Fact(value = "booking", per = "bookingId")
    record VenueBookingChanged(
            String venueId,
            String bookingId,
            String title,
            Instant from,
            Instant until,
            @Nullable String activityId) implements VenueEvent {}

    /** The booking does not hold any more. */
    @WireType("kepu.campaigns.venue-booking-cancelled.v1")
    @Fact(value = "booking", per = "bookingId")
    record VenueBookingCancelled(String venueId, String bookingId, String reason) implements VenueEvent {}
}
