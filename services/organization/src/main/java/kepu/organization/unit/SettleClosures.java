package kepu.organization.unit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that no unit hangs below a closed one, and that none goes over into one that is no more, also where both were
 * recorded at the same moment.
 *
 * <p>A closure and what comes below the unit are two documents, and no transaction spans them: each of two commands can
 * have looked before the other one wrote. So whoever closes a unit, and whoever brings one below another, looks again
 * <em>after</em> writing; of two that were there at once at least the later one sees the other. The closure yields, as a
 * withdrawal that everybody is told, for it can be recorded again, and a unit that came to be cannot be undone. Who
 * stopped between writing and looking is made up for by a look at the closures of the last day.
 */
@Component
class SettleClosures {
    private static final Logger log = LoggerFactory.getLogger(SettleClosures.class);
    private static final Duration RECENT = Duration.ofDays(1);
    private static final String REASON = "撤销登记时另有单位划入，或去向单位已撤销，撤销未生效"
            + " (as the closure was recorded, a unit came below it or a successor was closed)";

    private final MongoOperations mongo;
    private final AggregateStore store;
    private final StillOpen stillOpen;
    private final Succession succession;
    private final Clock clock;

    SettleClosures(
            MongoOperations mongo, AggregateStore store, StillOpen stillOpen, Succession succession, Clock clock) {
        this.mongo = mongo;
        this.store = store;
        this.stillOpen = stillOpen;
        this.succession = succession;
        this.clock = clock;
    }

    /**
     * To be called after a unit was closed, and after something came below one.
     *
     * @return the units below that undid the closure; mostly none
     */
    List<Units.Open> settle(String unitId) {
        Unit unit = mongo.findById(unitId, Unit.class);
        Instant closedAt = unit == null ? null : unit.closedAt();
        if (unit == null || closedAt == null) {
            return List.of();
        }
        List<Units.Open> below = stillOpen.unitsBelow(unitId, closedAt);
        if (isContradicted(unit, closedAt)) {
            reopen(unitId);
            settleAbove(unit);
        }
        return below;
    }

    /** After a unit stands longer than it was known to. */
    void settleAbove(String unitId) {
        Unit unit = mongo.findById(unitId, Unit.class);
        if (unit != null) {
            settleAbove(unit);
        }
    }

    private void settleAbove(Unit unit) {
        unit.stays().stream().map(Parents.Stay::parentId).distinct().forEach(this::settle);
    }

    private void reopen(String unitId) {
        Command command = Command.internal(clock, "organization");
        store.update(command, Unit.class, unitId, unit -> {
            Instant closedAt = unit.closedAt();
            if (closedAt == null || !isContradicted(unit, closedAt)) {
                return new DomainEvents(command.now(), List.of(), null);
            }
            log.warn("the closure of unit {} is withdrawn: what came as it was recorded contradicts it", unitId);
            return unit.withdrawClosure(REASON, List.of(), command.now());
        });
    }

    private boolean isContradicted(Unit unit, Instant closedAt) {
        return !stillOpen.unitsBelow(unit.id(), closedAt).isEmpty()
                || succession.whyNot(unit).isPresent();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void settleRecent() {
        mongo.find(query(where("closureRecordedAt").gt(clock.instant().minus(RECENT))), Unit.class)
                .forEach(unit -> settle(unit.id()));
    }
}
