package kepu.defaults.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.defaults.Warning;
import org.jspecify.annotations.Nullable;

/**
 * The events of one command, in order; none if the command changes nothing.
 *
 * @param itemId what the command made inside the aggregate, if anything
 * @param warnings for whoever gave the command; mostly none
 */
public record DomainEvents(
        Instant occurredAt,
        List<DomainEvent> events,
        @Nullable String itemId,
        List<Warning> warnings) {
    public DomainEvents(Instant occurredAt, List<DomainEvent> events, @Nullable String itemId) {
        this(occurredAt, events, itemId, List.of());
    }

    public DomainEvents withItem(String newItemId) {
        return new DomainEvents(occurredAt, events, newItemId, warnings);
    }

    /** The same with these warnings in the receipt. */
    public DomainEvents warning(List<Warning> more) {
        return new DomainEvents(
                occurredAt,
                events,
                itemId,
                Stream.concat(warnings.stream(), more.stream()).toList());
    }

    public DomainEvents and(DomainEvent event) {
        return new DomainEvents(
                occurredAt, Stream.concat(events.stream(), Stream.of(event)).toList(), itemId, warnings);
    }
}
