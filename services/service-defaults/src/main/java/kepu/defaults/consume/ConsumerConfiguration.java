package kepu.defaults.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.Snapshots;
import kepu.defaults.trace.Traces;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics that a service needs, and the containers of its subscriptions. */
@Configuration(proxyBeanMethods = false)
public class ConsumerConfiguration {
    /** A dead letter may be as large as a topic takes, and carries more headers. */
    private static final String LARGEST_DEAD_LETTER = Integer.toString(4 * 1024 * 1024);

    /** The segment that is being written is never compacted, so it is a small one and not written for long. */
    private static final String SNAPSHOT_SEGMENT = Integer.toString(32 * 1024 * 1024);

    private static final String SNAPSHOT_SEGMENT_MILLIS =
            Long.toString(Duration.ofDays(1).toMillis());
    private static final String SNAPSHOT_DIRTY_RATIO = "0.2";

    @Bean
    KafkaAdmin.NewTopics topics(
            @Value("${spring.application.name}") String service,
            @Value("${kepu.kafka.partitions}") int partitions,
            @Value("${kepu.kafka.replication}") short replication,
            ObjectProvider<EventSubscription> subscriptions) {
        List<NewTopic> topics = new ArrayList<>();
        String inSync = replication < 3 ? "1" : "2";
        Stream<String> read = subscriptions.stream()
                .flatMap(subscription -> subscription.families().stream())
                .map(Contracts::topicOf);
        Stream.concat(Contracts.topicsOwnedBy(service).stream(), read)
                .distinct()
                .map(topic -> TopicBuilder.name(topic)
                        .partitions(partitions)
                        .replicas(replication)
                        .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                        .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync)
                        .build())
                .forEach(topics::add);
        Contracts.topicsOwnedBy(service).stream()
                .map(topic -> TopicBuilder.name(Snapshots.topicOf(topic))
                        .partitions(partitions)
                        .replicas(replication)
                        .compact()
                        .config(TopicConfig.SEGMENT_BYTES_CONFIG, SNAPSHOT_SEGMENT)
                        .config(TopicConfig.SEGMENT_MS_CONFIG, SNAPSHOT_SEGMENT_MILLIS)
                        .config(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, SNAPSHOT_DIRTY_RATIO)
                        .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync)
                        .build())
                .forEach(topics::add);
        subscriptions.stream()
                .flatMap(subscription -> subscription.families().stream()
                        .map(Contracts::topicOf)
                        .map(topic -> Contracts.deadLetterTopic(topic, subscription.group())))
                .map(topic -> TopicBuilder.name(topic)
                        .partitions(partitions)
                        .replicas(replication)
                        .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                        .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync)
                        .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_DEAD_LETTER)
                        .build())
                .forEach(topics::add);
        return new KafkaAdmin.NewTopics(topics.toArray(NewTopic[]::new));
    }

    @Bean
    EventContainers eventContainers(
            ObjectProvider<EventSubscription> subscriptions,
            KafkaProperties properties,
            Clock clock,
            MeterRegistry meters,
            Traces traces) {
        return new EventContainers(subscriptions.stream().toList(), properties, clock, meters, traces);
    }
}
