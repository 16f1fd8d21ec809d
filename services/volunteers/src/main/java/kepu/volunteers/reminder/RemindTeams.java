package kepu.volunteers.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import kepu.defaults.remind.WeeklyReminders;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reminds of what has stood open in a team for a week, once in each week. */
@Component
class RemindTeams {
    private static final Logger log = LoggerFactory.getLogger(RemindTeams.class);

    /** Nobody is reminded of what began in the last days. */
    private static final Duration PATIENCE = Duration.ofDays(7);

    private final List<OpenMatters> features;
    private final WeeklyReminders<TeamReminder> reminders;
    private final UnitReplica units;
    private final Clock clock;

    RemindTeams(
            List<OpenMatters> features,
            AggregateStore store,
            MongoOperations mongo,
            UnitReplica units,
            Clock clock,
            ZoneId zone) {
        this.features = features;
        this.reminders =
                new WeeklyReminders<>(store, mongo, clock, zone, "volunteers", TeamReminder.class, TeamReminder::new);
        this.units = units;
        this.clock = clock;
    }

    /** In the morning; at start too, for an installation that is switched off at night. */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 0 8 * * *", zone = "${kepu.zone}")
    void remind() {
        Instant now = clock.instant();
        for (OpenMatters feature : features) {
            try {
                WeeklyReminders<TeamReminder>.Round round = reminders.begin();
                feature.tell(now, matter -> {
                    if (isDue(matter, now)) {
                        round.remind(matter.id(), matter.unitId(), matter::reminder);
                    }
                });
            } catch (RuntimeException e) { // the others are told of all the same, and these tomorrow
                log.warn("reminders of {} failed: {}", feature.getClass().getSimpleName(), e.toString());
            }
        }
    }

    private boolean isDue(OpenMatters.OpenMatter matter, Instant now) {
        return !matter.since().isAfter(now.minus(PATIENCE))
                && units.find(matter.unitId())
                        .filter(unit -> unit.isOpenAt(now))
                        .isPresent();
    }
}
