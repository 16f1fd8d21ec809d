package kepu.defaults.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kepu.contracts.Contracts;
import kepu.defaults.trace.Traces;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/** Runs a listener container for each {@link EventSubscription}; a failing listener is tried again for ever. */
public final class EventContainers implements SmartLifecycle, DisposableBean {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int PARKING_MILLIS = 10_000;
    private static final int CLOSE_SECONDS = 3;

    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
    private final DefaultKafkaProducerFactory<byte[], byte[]> deadLetters;

    public EventContainers(
            List<EventSubscription> subscriptions,
            KafkaProperties properties,
            Clock clock,
            MeterRegistry meters,
            Traces traces) {
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        // A dead letter that is not taken makes its batch come again, so it need not wait for ever.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PARKING_MILLIS);
        deadLetters = new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        deadLetters.setPhysicalCloseTimeout(CLOSE_SECONDS);
        for (EventSubscription subscription : subscriptions) {
            GroupMeters group = new GroupMeters(subscription.group(), clock, meters);
            var container = container(
                    subscription.group(),
                    subscription.families().stream().map(Contracts::topicOf).toList(),
                    new EventBatches(subscription, new KafkaTemplate<>(deadLetters), group, traces),
                    group,
                    new ByteArrayDeserializer(),
                    properties,
                    meters);
            container.setCommonErrorHandler(forEver());
            containers.add(container);
            TimeGauge.builder("kepu.consumer.heartbeat.age", container, TimeUnit.SECONDS, EventContainers::heartbeatAge)
                    .description("how long ago the group last sent Kafka a heartbeat; without one it hears nothing")
                    .tag("group", subscription.group())
                    .register(meters);
        }
    }

    /**
     * A container that is not started, of whatever reads events: every one from the beginning on, in the order of its
     * partition. What becomes of a batch that failed is still to be said.
     */
    public static <K> ConcurrentMessageListenerContainer<K, byte[]> container(
            String group,
            List<String> topics,
            BatchConsumerAwareMessageListener<K, byte[]> listener,
            GroupMeters groupMeters,
            Deserializer<K> keys,
            KafkaProperties properties,
            MeterRegistry meters) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        ContainerProperties container = new ContainerProperties(topics.toArray(String[]::new));
        container.setGroupId(group);
        container.setAckMode(ContainerProperties.AckMode.BATCH);
        container.setMessageListener(listener);
        // A rule or password that is put right later must find somebody who still listens.
        container.setAuthExceptionRetryInterval(LONGEST_PAUSE);
        container.setConsumerRebalanceListener(groupMeters.watermark());
        GroupConsumers<K> consumers = new GroupConsumers<>(settings, keys);
        consumers.addListener(new ConsumerMeters<>(meters));
        var listening = new ConcurrentMessageListenerContainer<>(consumers, container);
        listening.setBeanName(group);
        return listening;
    }

    /** Of a group that Kafka never answered: since ever. */
    private static double heartbeatAge(ConcurrentMessageListenerContainer<?, ?> container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
                .map(metric -> metric.getValue().metricValue())
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .map(seconds -> seconds < 0 ? Double.POSITIVE_INFINITY : seconds)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Between the times that a batch is tried: longer and longer, and never the last. */
    public static BackOff pauses() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses;
    }

    private static DefaultErrorHandler forEver() {
        DefaultErrorHandler handler = new DefaultErrorHandler(pauses());
        // By default a ClassCastException and some others are given up at once, and their events with them.
        handler.setClassifications(Map.of(), true);
        return handler;
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

    @Override
    public void destroy() {
        deadLetters.destroy();
    }
}
