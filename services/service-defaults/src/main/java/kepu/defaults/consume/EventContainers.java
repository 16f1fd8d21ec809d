package kepu.defaults.consume;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.Contracts;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Runs a listener container for each {@link EventSubscription}; a failing listener is tried again for ever. */
public final class EventContainers implements SmartLifecycle {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();

    public EventContainers(
            List<EventSubscription> subscriptions,
            KafkaProperties properties,
            KafkaTemplate<String, byte[]> kafka,
            MeterRegistry meters) {
        for (EventSubscription subscription : subscriptions) {
            containers.add(container(subscription, properties, kafka, meters));
        }
    }

    private static ConcurrentMessageListenerContainer<String, byte[]> container(
            EventSubscription subscription,
            KafkaProperties properties,
            KafkaTemplate<String, byte[]> kafka,
            MeterRegistry meters) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        ContainerProperties container = new ContainerProperties(subscription.families().stream()
                .map(Contracts::topicOf)
                .toArray(String[]::new));
        container.setGroupId(subscription.group());
        container.setAckMode(ContainerProperties.AckMode.BATCH);
        container.setMessageListener(new EventBatches(subscription, kafka, meters));
        var listening = new ConcurrentMessageListenerContainer<String, byte[]>(
                new DefaultKafkaConsumerFactory<>(settings), container);
        listening.setBeanName(subscription.group());
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        listening.setCommonErrorHandler(new DefaultErrorHandler(pauses));
        return listening;
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }
}
