package kepu.assessment.unit;

import java.time.Clock;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.defaults.access.UnitParents;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.EventSubscription.Heard;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.replica.WorkingCalendars;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Keeps a replica of the units and of the calendars of working days for what people record here. Like that for access it is
 * read by a group of its own, so that no command waits for scores; {@link UnitDirectory} follows them.
 */
@Configuration(proxyBeanMethods = false)
class UnitSubscription {
    @Bean
    UnitReplica units(MongoOperations mongo) {
        return new UnitReplica(mongo, "known-units");
    }

    @Bean
    WorkingCalendars workingCalendars(MongoOperations mongo, UnitParents parents, Clock clock) {
        return new WorkingCalendars(mongo, parents, clock);
    }

    @Bean
    EventSubscription unitEvents(UnitReplica units, WorkingCalendars calendars) {
        return EventSubscription.of(
                "assessment.units",
                new Heard(UnitEvent.class, units),
                new Heard(WorkingCalendarEvent.class, calendars));
    }
}
