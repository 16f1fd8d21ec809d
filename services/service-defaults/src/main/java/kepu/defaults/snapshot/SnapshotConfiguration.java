package kepu.defaults.snapshot;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import kepu.contracts.Contracts;
import kepu.defaults.store.Epoch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.data.mongodb.core.MongoOperations;

/** The snapshot writer of a service, for the topics that it owns. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "kepu.snapshots.enabled", matchIfMissing = true)
@Conditional(SnapshotConfiguration.OwnsTopics.class)
public class SnapshotConfiguration {
    /** A service without topics has no snapshots. */
    static final class OwnsTopics implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            String service = context.getEnvironment().getProperty("spring.application.name", "");
            return !Contracts.topicsOwnedBy(service).isEmpty();
        }
    }

    @Bean
    SnapshotWriter snapshotWriter(
            @Value("${spring.application.name}") String service,
            MongoOperations mongo,
            Epoch epoch,
            KafkaProperties properties,
            Clock clock,
            MeterRegistry meters) {
        List<String> topics = Contracts.topicsOwnedBy(service);
        var consumers = SnapshotWriter.consumers(properties);
        WrittenFacts written = new WrittenFacts(mongo, epoch, topics, consumers);
        return new SnapshotWriter(service, topics, written, properties, clock, meters);
    }
}
