package kepu.defaults.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kepu.defaults.Patience;
import kepu.defaults.audit.AuditChain;
import kepu.defaults.audit.AuditConfiguration;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.key.UsedKeys;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.trace.Traces;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScanner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions.MongoConverterConfigurationAdapter;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/** The aggregate store of a service, its relay and its audit log. */
@Configuration(proxyBeanMethods = false)
@Import(AuditConfiguration.class)
public class StoreConfiguration {
    private static final int CLOSE_SECONDS = 3;

    /** Beyond it a write, or a read that a majority must confirm, is given up; two of them fit into the gateway's 5 s. */
    static final Duration LONGEST_CONFIRMATION = Patience.OF_A_STEP;

    private static final int HEARTBEAT_SECONDS = 3;

    @Bean
    MongoClientSettingsBuilderCustomizer durableWrites() {
        return StoreConfiguration::durably;
    }

    /**
     * What is acknowledged lies in the journals of a majority. What cannot be is given up before the gateway gives up, also
     * when there is no primary or no free connection. A server that hangs is noticed within 8 s, and the connections that
     * wait for it are cut.
     */
    static MongoClientSettings.Builder durably(MongoClientSettings.Builder settings) {
        return settings.writeConcern(WriteConcern.MAJORITY
                        .withJournal(true)
                        .withWTimeout(LONGEST_CONFIRMATION.toMillis(), TimeUnit.MILLISECONDS))
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(Patience.OF_A_REQUEST.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxWaitTime(Patience.OF_A_STEP.toMillis(), TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(HEARTBEAT_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(
                        Math.toIntExact(Patience.OF_A_REQUEST.toMillis()), TimeUnit.MILLISECONDS));
    }

    /** Dates and times of day mean the same whatever zone the machine is set to. */
    @Bean
    MongoCustomConversions mongoCustomConversions() {
        return MongoCustomConversions.create(MongoConverterConfigurationAdapter::useNativeDriverJavaTimeCodecs);
    }

    /** What could not be sent is in the store, so nothing waits for it at the end. */
    @Bean
    DefaultKafkaProducerFactoryCustomizer quickEnd() {
        return factory -> factory.setPhysicalCloseTimeout(CLOSE_SECONDS);
    }

    /** @param restored name of the backup that the database was last restored from, if it ever was */
    @Bean
    Epoch epoch(MongoOperations mongo, @Value("${kepu.restored:}") String restored) {
        Epoch epoch = new Epoch(mongo);
        if (!restored.isBlank()) {
            epoch.restoredFrom(restored);
        }
        return epoch;
    }

    /** Kinds of aggregates that the service has: its classes are looked through once. */
    record Kinds(List<Class<?>> all) {}

    @Bean
    Kinds aggregateKinds(ApplicationContext context) throws ClassNotFoundException {
        return new Kinds(new EntityScanner(context)
                .scan(Document.class).stream()
                        .filter(Aggregate.class::isAssignableFrom)
                        .toList());
    }

    @Bean
    OutboxRelay outboxRelay(
            Kinds kinds,
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin topics,
            AuditChain audit,
            @Value("${kepu.outbox.sweep}") Duration sweep,
            Clock clock,
            MeterRegistry meters) {
        List<String> collections =
                kinds.all().stream().map(mongo::getCollectionName).sorted().toList();
        return new OutboxRelay(mongo, kafka, topics, audit, collections, sweep, clock, meters);
    }

    /** With the index of the keys that documents hold, before the first command. */
    @Bean
    AggregateStore aggregateStore(Kinds kinds, MongoOperations mongo, OutboxRelay relay, Epoch epoch, Traces traces) {
        kinds.all().stream()
                .filter(kind -> kind.isAnnotationPresent(IdFromBody.class))
                .forEach(kind -> UsedKeys.index(mongo.getCollection(mongo.getCollectionName(kind))));
        return new AggregateStore(mongo, relay, epoch, traces);
    }

    @Bean
    HealthIndicator store(MongoOperations mongo) {
        return () -> {
            mongo.executeCommand("{ping: 1}");
            return Health.up().build();
        };
    }

    /** Commands are taken also while Kafka is away, so this never turns a service down; it shows how far behind it is. */
    @Bean
    HealthIndicator outbox(OutboxRelay relay) {
        return () -> Health.up()
                .withDetail("pending", relay.pending())
                .withDetail("oldestAgeSeconds", relay.oldestAge().toSeconds())
                .withDetail("failing", relay.failing())
                .build();
    }
}
