package kepu.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import org.jspecify.annotations.Nullable;

/** What the services have told so far. */
final class Told {
    private final ZoneId zone;
    private final List<Envelope<?>> all = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, String> unitOf = new HashMap<>();
    private final Map<String, Instant> lastHappened = new HashMap<>();
    private Instant recordedAt = Instant.EPOCH;

    Told(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    List<Envelope<?>> all() {
        return all;
    }

    /** When whatever is told from now on is recorded. */
    void recordedAt(Instant at) {
        recordedAt = at;
    }

    /** The aggregate is one of the unit. */
    void of(String aggregate, String unitId) {
        unitOf.put(aggregate, unitId);
    }

    String unitOf(String aggregate) {
        return Objects.requireNonNull(unitOf.get(aggregate));
    }

    void happened(String what, Instant at) {
        lastHappened.put(what, at);
    }

    Instant last(String what) {
        return lastHappened.getOrDefault(what, Instant.EPOCH);
    }

    /**
     * A fact, or what becomes of it; of the unit that it names if nobody said another.
     *
     * @param id of a new one
     * @param one it, if it was recorded before
     * @param what the route below it
     */
    void fact(
            String id,
            @Nullable String one,
            @Nullable String what,
            Map<String, Object> body,
            Supplier<DomainEvent> first,
            Function<String, DomainEvent> correction,
            Function<String, DomainEvent> withdrawal) {
        if (one == null) {
            unitOf.computeIfAbsent(id, _ -> Body.text(body, "unitId"));
            tell(id, Body.at(body), first.get());
        } else {
            amend(one, what, body, () -> correction.apply(one), () -> withdrawal.apply(one));
        }
    }

    /** A withdrawal happens when what it withdraws happened. */
    void amend(
            String one,
            @Nullable String what,
            Map<String, Object> body,
            Supplier<DomainEvent> correction,
            Supplier<DomainEvent> withdrawal) {
        if ("withdrawal".equals(what)) {
            tell(one, last(one), withdrawal.get());
        } else {
            tell(one, Body.at(body), correction.get());
        }
    }

    /** A step of something, which happened when it did. */
    void step(String aggregate, Map<String, Object> body, DomainEvent event) {
        tell(aggregate, Body.at(body), event, false);
    }

    void tell(String aggregate, Instant at, DomainEvent event) {
        tell(aggregate, at, event, true);
    }

    void tell(String aggregate, Instant at, DomainEvent event, boolean moves) {
        if (moves) {
            lastHappened.put(aggregate, at);
        }
        UUID eventId = UUID.nameUUIDFromBytes((all.size() + aggregate).getBytes(StandardCharsets.UTF_8));
        all.add(new Envelope<>(
                eventId,
                aggregate,
                at,
                recordedAt,
                1,
                sequences.merge(aggregate, 1L, Long::sum),
                unitOf.getOrDefault(aggregate, aggregate),
                "actor",
                "correlation",
                null,
                null,
                event));
    }
}
