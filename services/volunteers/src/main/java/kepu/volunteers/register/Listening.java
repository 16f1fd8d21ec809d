package kepu.volunteers.register;

import java.util.List;
import kepu.contracts.DomainEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.LocalCopies;
import kepu.defaults.consume.Received;
import kepu.defaults.replica.UnitReplica;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the volunteers service listens to. */
@Configuration(proxyBeanMethods = false)
class Listening {
    @Bean
    UnitReplica units(MongoOperations mongo) {
        return new UnitReplica(mongo, "units");
    }

    @Bean
    EventSubscription organizationEvents(UnitReplica units, MongoOperations mongo) {
        LinkTargetListener targets = new LinkTargetListener(new LocalCopies(mongo, Register.TARGETS));
        return new EventSubscription(
                "volunteers",
                List.of(UnitEvent.class, LinkTargetEvent.class),
                events -> units.on(of(UnitEvent.class, events)) + targets.on(of(LinkTargetEvent.class, events)));
    }

    private static List<Received> of(Class<? extends DomainEvent> family, List<Received> events) {
        return events.stream()
                .filter(received -> family.isInstance(received.envelope().data()))
                .toList();
    }
}
