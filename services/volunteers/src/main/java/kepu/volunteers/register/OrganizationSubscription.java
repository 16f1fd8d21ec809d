package kepu.volunteers.register;

import java.time.Clock;
import java.time.ZoneId;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.defaults.access.Subtrees;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.EventSubscription.Heard;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.replica.Deadlines;
import kepu.defaults.replica.OrganizationReplica;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.replica.WorkingCalendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the volunteers service listens to. */
@Configuration(proxyBeanMethods = false)
@Import(OrganizationReplica.class)
class OrganizationSubscription {
    @Bean
    Deadlines ticketDeadlines(
            WorkingCalendars calendars,
            Subtrees subtrees,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.volunteers.ticket-working-days}") int days) {
        return new Deadlines(calendars, subtrees, clock, zone, days);
    }

    @Bean
    EventSubscription organizationEvents(UnitReplica units, WorkingCalendars calendars, MongoOperations mongo) {
        return EventSubscription.of(
                "volunteers",
                new Heard(UnitEvent.class, units),
                new Heard(WorkingCalendarEvent.class, calendars),
                new Heard(LinkTargetEvent.class, new LinkTargetListener(new ReplicaStore(mongo, Register.TARGETS))));
    }
}
