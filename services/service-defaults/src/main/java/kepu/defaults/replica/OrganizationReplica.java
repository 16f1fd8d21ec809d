package kepu.defaults.replica;

import java.time.Clock;
import kepu.defaults.access.UnitParents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service that imports it keeps for its own rules of the units (单位) and the calendars of working days that the
 * organization service tells about. The service says with which group it listens.
 */
@Configuration(proxyBeanMethods = false)
public class OrganizationReplica {
    @Bean
    UnitReplica units(MongoOperations mongo) {
        return new UnitReplica(mongo, "units");
    }

    @Bean
    WorkingCalendars workingCalendars(MongoOperations mongo, UnitParents parents, Clock clock) {
        return new WorkingCalendars(mongo, parents, clock);
    }
}
