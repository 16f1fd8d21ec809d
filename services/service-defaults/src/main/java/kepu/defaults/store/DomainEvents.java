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
public record DomainEvents(
        Instant occurredAt,
        List<DomainEvent> events,
        @Nullable String itemId) {
    public DomainEvents withItem(String newItemId) {
        return new DomainEvents(occurredAt, events, newItemId);
    }

    public DomainEvents and(DomainEvent event) {
        return new DomainEvents(
                occurredAt, Stream.concat(events.stream(), Stream.of(event)).toList(), itemId);
    }
}
