package kepu.readingrooms.unit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.List;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.CachedUnitParents;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;

/**
 * Until when units are open. Each loan and each batch of uses asks, so what was just asked for is remembered.
 *
 * <p>Who learns of a closure forgets the unit, so that it holds here at once; for another instance it holds a second later, like
 * a unit's parents ({@link CachedUnitParents}).
 */
public final class OpenUnits implements EventListener {
    private static final int UNITS = 100_000;

    private final UnitReplica units;
    private final Cache<String, UnitReplica.@Nullable Unit> remembered = Caffeine.newBuilder()
            .maximumSize(UNITS)
            .expireAfterWrite(CachedUnitParents.LONGEST)
            .build();

    OpenUnits(UnitReplica units) {
        this.units = units;
    }

    /**
     * Of a unit in the caller's reach: who asks has found something of it.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-unit}, 409 {@code unit-closed} if it was closed by then
     */
    public void requireOpen(String unitId, Instant at) {
        UnitReplica.Unit unit = find(unitId);
        if (unit == null) {
            throw SharedRefusal.UNKNOWN_UNIT.with(unitId);
        }
        unit.openAt(at);
    }

    /** Whether it is known to be closed by then. */
    public boolean isClosed(String unitId, Instant at) {
        UnitReplica.Unit unit = find(unitId);
        return unit != null && !unit.isOpenAt(at);
    }

    private UnitReplica.@Nullable Unit find(String unitId) {
        return remembered.get(unitId, asked -> units.find(asked).orElse(null));
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        int applied = units.on(events);
        remembered.invalidateAll(
                events.stream().map(event -> event.envelope().subject()).toList());
        return applied;
    }
}
