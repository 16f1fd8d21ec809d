package kepu.organization.unit;

import java.time.Instant;
import java.util.Optional;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the other features may ask about units. */
@Component
public class Units {
    private final AggregateStore store;

    Units(AggregateStore store) {
        this.store = store;
    }

    /** A unit in the register; it exists from {@code from} until {@code until} (exclusive; none: still). */
    public record Known(
            String unitId,
            Kind kind,
            Instant from,
            @Nullable Instant until) {}

    public Optional<Known> find(String unitId) {
        return store.find(Unit.class, unitId)
                .map(unit -> new Known(unit.id(), unit.kind(), unit.establishedAt(), unit.closedAt()));
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-unit} */
    public Known requireKnown(String unitId) {
        return find(unitId).orElseThrow(() -> UnitRejection.unknown(unitId));
    }

    /**
     * For what starts at {@code at}; ending something is allowed also in a unit that is closed.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-unit}, 409 {@code unit-closed} if it was closed by then
     */
    public Known requireOpen(String unitId, Instant at) {
        Known unit = requireKnown(unitId);
        if (unit.until() != null && !at.isBefore(unit.until())) {
            throw UnitRejection.closed(unitId, unit.until());
        }
        return unit;
    }
}
