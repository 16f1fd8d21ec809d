package kepu.organization.reminder;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import kepu.defaults.remind.WeeklyReminders;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reminds of what stands open in a unit, once in each week. */
@Component
class RemindUnits {
    private static final Logger log = LoggerFactory.getLogger(RemindUnits.class);

    private final List<OpenMatters> features;
    private final Units units;
    private final WeeklyReminders<UnitReminder> reminders;
    private final Clock clock;

    RemindUnits(
            List<OpenMatters> features,
            Units units,
            AggregateStore store,
            MongoOperations mongo,
            Clock clock,
            ZoneId zone) {
        this.features = features;
        this.units = units;
        this.reminders =
                new WeeklyReminders<>(store, mongo, clock, zone, "organization", UnitReminder.class, UnitReminder::new);
        this.clock = clock;
    }

    /** In the morning; at start too, for an installation that is switched off at night. */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 0 8 * * *", zone = "${kepu.zone}")
    void remind() {
        Instant now = clock.instant();
        for (OpenMatters feature : features) {
            try {
                WeeklyReminders<UnitReminder>.Round round = reminders.begin();
                units.eachOpen(some -> feature.of(some, now)
                        .forEach(matter -> round.remind(matter.id(), matter.unitId(), matter.reminder())));
            } catch (RuntimeException e) { // the others are told of all the same, and these tomorrow
                log.warn("reminders of {} failed: {}", feature.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
