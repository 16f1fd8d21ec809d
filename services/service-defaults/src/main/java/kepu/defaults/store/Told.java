package kepu.defaults.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of one command, in order; none if the command changes nothing.
 *
 * @param itemId what the command made inside the aggregate, if anything
 */
public record Told(
        Instant occurredAt,
        List<DomainEvent> events,
        @Nullable String itemId) {
    public Told withItem(String newItemId) {
        return new Told(occurredAt, events, newItemId);
    }

    public Told and(DomainEvent event) {
        return new Told(
                occurredAt, Stream.concat(events.stream(), Stream.of(event)).toList(), itemId);
    }
}
