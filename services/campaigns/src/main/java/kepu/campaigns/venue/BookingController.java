package kepu.campaigns.venue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kepu.access.Allow;
import kepu.campaigns.activity.Activities;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bookings of venues over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/venues/{id}/bookings")
class BookingController {
    private final AggregateStore store;
    private final Activities activities;

    BookingController(AggregateStore store, Activities activities) {
        this.store = store;
        this.activities = activities;
    }

    /** {@code until} is exclusive. */
    record BookingRequest(
            @NotBlank @Text(max = 200) String title,
            @NotNull Instant from,
            @NotNull Instant until,
            @Nullable @Text(min = 1, max = 64) String activityId) {
        Venue.Booking booking(String bookingId, String by) {
            return new Venue.Booking(bookingId, title, from, until, activityId, by);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> book(@PathVariable String id, @Valid @RequestBody BookingRequest request, Command command) {
        return Receipts.created(store.update(command, Venue.class, id, venue -> {
            activities.requireIfNamed(venue.unitId(), request.activityId());
            return venue.book(request.booking(command.newId("booking"), command.actor()), command.now());
        }));
    }

    /** The activity that the booking names already may stay, whatever became of it. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{bookingId}")
    ResponseEntity<Receipt> change(
            @PathVariable String id,
            @PathVariable UUID bookingId,
            @Valid @RequestBody BookingRequest request,
            Command command) {
        return Receipts.done(store.update(command.onSeenVersion(), Venue.class, id, venue -> {
            if (!Objects.equals(
                    request.activityId(), venue.booking(bookingId.toString()).activityId())) {
                activities.requireIfNamed(venue.unitId(), request.activityId());
            }
            return venue.change(request.booking(bookingId.toString(), command.actor()), command.now());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{bookingId}/cancellation")
    ResponseEntity<Receipt> cancel(
            @PathVariable String id,
            @PathVariable UUID bookingId,
            @Valid @RequestBody WithdrawalRequest request,
            Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(),
                Venue.class,
                id,
                venue -> venue.cancel(bookingId.toString(), request.reason(), command.now())));
    }
}
