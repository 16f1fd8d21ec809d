package kepu.readingrooms.unit;

import java.util.List;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.replica.UnitReplica;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Keeps a replica of the units that the organization service tells about. */
@Configuration(proxyBeanMethods = false)
class UnitSubscription {
    @Bean
    UnitReplica units(MongoOperations mongo) {
        return new UnitReplica(mongo, "units");
    }

    @Bean
    EventSubscription unitEvents(UnitReplica units) {
        return new EventSubscription("reading-rooms", List.of(UnitEvent.class), units);
    }
}
