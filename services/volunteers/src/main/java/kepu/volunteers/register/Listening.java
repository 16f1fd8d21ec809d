package kepu.volunteers.register;

import java.util.List;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.LocalCopies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the volunteers service listens to. */
@Configuration(proxyBeanMethods = false)
class Listening {
    @Bean
    EventSubscription organizationEvents(MongoOperations mongo) {
        return new EventSubscription(
                "volunteers",
                List.of(UnitEvent.class, LinkTargetEvent.class),
                new OrganizationEventListener(
                        new LocalCopies(mongo, Register.UNITS), new LocalCopies(mongo, Register.TARGETS)));
    }
}
