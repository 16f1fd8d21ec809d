package kepu.organization.unit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
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
            @Nullable Instant until) {
        /**
         * For what starts at {@code at}; ending something is allowed also in a unit that is closed.
         *
         * @throws kepu.defaults.Rejection 409 {@code unit-closed} if it was closed by then
         */
        public void openAt(Instant at) {
            if (until != null && !at.isBefore(until)) {
                throw SharedRefusal.UNIT_CLOSED.with(unitId, until);
            }
        }
    }

    /**
     * Something that keeps its unit from being closed.
     *
     * @param id of the unit, station, appointment or group
     * @param unitId to which it belongs
     */
    public record Open(What what, String id, String unitId, String name) {}

    /** Kinds of it: 下属单位, 开放的服务站, 在任宣传员, 有效的领导小组. */
    public enum What {
        UNIT,
        STATION,
        OFFICER,
        LEADING_GROUP
    }

    /** A feature whose things do not outlast their unit: they end, by an act of their own, before it is closed. */
    @FunctionalInterface
    public interface Ending {
        /** Those of a unit that are open, in office or in force at any time from {@code at} on, as known now. */
        List<Open> openFrom(String unitId, Instant at);
    }

    /** Empty also for a unit outside the caller's reach. */
    public Optional<Known> find(String unitId) {
        return store.find(Unit.class, unitId)
                .map(unit -> new Known(unit.id(), unit.kind(), unit.establishedAt(), unit.closedAt()));
    }

    /**
     * Asked before any rule about the unit, so that a stranger learns nothing of it.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit}
     */
    public Known requireKnown(String unitId) {
        return find(unitId).orElseThrow(() -> {
            Access.current().require(unitId);
            return SharedRefusal.UNKNOWN_UNIT.with(unitId);
        });
    }
}
