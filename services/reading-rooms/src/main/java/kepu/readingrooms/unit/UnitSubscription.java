package kepu.readingrooms.unit;

import java.util.List;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribes this service to what is told about units. */
@Configuration(proxyBeanMethods = false)
class UnitSubscription {
    @Bean
    EventSubscription unitEvents(UnitEventListener listener) {
        return new EventSubscription("reading-rooms", List.of(UnitEvent.class), listener);
    }
}
