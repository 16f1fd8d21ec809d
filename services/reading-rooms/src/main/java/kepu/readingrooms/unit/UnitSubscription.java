package kepu.readingrooms.unit;

import java.time.Clock;
import java.time.ZoneId;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.defaults.access.Subtrees;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.EventSubscription.Heard;
import kepu.defaults.replica.Deadlines;
import kepu.defaults.replica.OrganizationReplica;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.replica.WorkingCalendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Keeps a replica of the units and of the calendars of working days that the organization service tells about. */
@Configuration(proxyBeanMethods = false)
@Import(OrganizationReplica.class)
class UnitSubscription {
    @Bean
    Deadlines consultationDeadlines(
            WorkingCalendars calendars,
            Subtrees subtrees,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.reading-rooms.consultation-working-days}") int days) {
        return new Deadlines(calendars, subtrees, clock, zone, days);
    }

    @Bean
    OpenUnits openUnits(UnitReplica units) {
        return new OpenUnits(units);
    }

    @Bean
    EventSubscription unitEvents(OpenUnits units, WorkingCalendars calendars) {
        return EventSubscription.of(
                "reading-rooms", new Heard(UnitEvent.class, units), new Heard(WorkingCalendarEvent.class, calendars));
    }
}
