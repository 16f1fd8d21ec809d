package kepu.defaults.replica;

import java.util.List;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.access.Subtrees;
import kepu.defaults.access.UnitParents;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The tree of units by which a service decides who may do what, for all services but the one that owns the units.
 *
 * <p>It is read by a group of its own, so that rights never wait for what the service reads for its own rules.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kepu.access.units", havingValue = "copied", matchIfMissing = true)
public class AccessReplica {
    /** Not {@code units}, which a service may keep for its own rules. */
    private static final String COLLECTION = "access-units";

    /** The units, and the way from each to those below it; fed together. */
    record AccessTree(UnitReplica units, SubtreeIndex subtrees) implements EventListener {
        @Override
        public int on(List<ReceivedEvent> events) {
            int applied = units.on(events);
            subtrees.add(events);
            return applied;
        }
    }

    @Bean
    AccessTree accessTree(MongoOperations mongo) {
        SubtreeIndex subtrees = new SubtreeIndex(mongo.getCollection(COLLECTION));
        subtrees.prepare();
        return new AccessTree(new UnitReplica(mongo, COLLECTION), subtrees);
    }

    @Bean
    UnitParents unitParents(AccessTree tree) {
        return tree.units().parents();
    }

    @Bean
    Subtrees subtrees(AccessTree tree) {
        return tree.subtrees();
    }

    @Bean
    EventSubscription accessToUnits(AccessTree tree, @Value("${spring.application.name}") String service) {
        return new EventSubscription(service + ".access", List.of(UnitEvent.class), tree);
    }
}
