package kepu.campaigns.venue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a venue.
 *
 * @param bookings those that hold, in the order of time
 */
record VenueView(
        String id,
        String unitId,
        @JsonUnwrapped Venue.Content content,
        Instant occurredAt,
        Venue.State state,
        @Nullable Instant closedAt,
        List<Venue.Booking> bookings,
        @Nullable Duplicate duplicate,
        String recordedBy,
        long version) {
    static List<VenueView> of(List<Venue> venues) {
        return venues.stream().map(VenueView::of).toList();
    }

    static VenueView of(Venue venue) {
        return new VenueView(
                venue.id(),
                venue.unitId(),
                venue.content(),
                venue.occurredAt(),
                venue.state(),
                venue.closedAt(),
                venue.bookings(),
                venue.duplicate(),
                venue.recordedBy(),
                venue.version());
    }
}
