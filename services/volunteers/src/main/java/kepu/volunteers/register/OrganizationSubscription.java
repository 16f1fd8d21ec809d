package kepu.volunteers.register;

import java.util.List;
import kepu.contracts.DomainEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.replica.UnitReplica;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What the volunteers service listens to. */
@Configuration(proxyBeanMethods = false)
class OrganizationSubscription {
    @Bean
    UnitReplica units(MongoOperations mongo) {
        return new UnitReplica(mongo, "units");
    }

    @Bean
    EventSubscription organizationEvents(UnitReplica units, MongoOperations mongo) {
        LinkTargetListener targets = new LinkTargetListener(new ReplicaStore(mongo, Register.TARGETS));
        return new EventSubscription(
                "volunteers",
                List.of(UnitEvent.class, LinkTargetEvent.class),
                events -> units.on(of(UnitEvent.class, events)) + targets.on(of(LinkTargetEvent.class, events)));
    }

    private static List<ReceivedEvent> of(Class<? extends DomainEvent> family, List<ReceivedEvent> events) {
        return events.stream()
                .filter(received -> family.isInstance(received.envelope().data()))
                .toList();
    }
}
