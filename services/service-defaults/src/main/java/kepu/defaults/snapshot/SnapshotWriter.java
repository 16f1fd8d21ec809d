package kepu.defaults.snapshot;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import kepu.defaults.consume.EventContainers;
import kepu.defaults.consume.GroupMeters;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/**
 * Keeps a service's snapshot topics: beside each of its own topics one with the newest event of each fact, some seconds
 * behind.
 *
 * <p>What it read and what it wrote is one transaction of Kafka's. A batch that fails, for whatever reason, comes again,
 * for ever; while Kafka is away it waits, and nobody waits for it.
 */
public final class SnapshotWriter implements SmartLifecycle, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);

    /**
     * Lazy, unless {@code spring.kafka.consumer.fetch-max-wait} says otherwise: batches are dear, and who joins late reads
     * from the stream what is not here yet.
     */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(1);

    private static final int LEAST_FETCH_BYTES = 1024 * 1024;

    /** Readers see nothing behind an open transaction, so one whose writer died must not stay open for long. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(20);

    /** The first batch may have to wait until everything that was ever written is recalled. */
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(3);
    private static final int LINGER_MILLIS = 5;

    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final SnapshotBatches batches;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean wanted;

    SnapshotWriter(
            String service,
            List<String> topics,
            WrittenFacts written,
            KafkaProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this(service, topics, written, properties, clock, meters, KafkaTemplate::new, LONGEST_TRANSACTION);
    }

    /** What hands records to Kafka; a test may stand in between. */
    interface Sending {
        KafkaOperations<String, byte[]> by(DefaultKafkaProducerFactory<String, byte[]> producers);
    }

    SnapshotWriter(
            String service,
            List<String> topics,
            WrittenFacts written,
            KafkaProperties properties,
            Clock clock,
            MeterRegistry meters,
            Sending sending,
            Duration longestTransaction) {
        String group = service + ".snapshot";
        producers = new DefaultKafkaProducerFactory<>(
                producing(properties, longestTransaction), new StringSerializer(), new ByteArraySerializer());
        // Each instance for itself: whether it still owns a partition follows from its place in the group.
        producers.setTransactionIdPrefix(group + "." + UUID.randomUUID() + ".");
        producers.setMaxAge(Duration.ofDays(1)); // Kafka forgets a transactional id that has rested for a week
        producers.setPhysicalCloseTimeout((int) STOP.toSeconds());
        GroupMeters groupMeters = new GroupMeters(group, clock, meters);
        batches = new SnapshotBatches(written, sending.by(producers), groupMeters);
        container = EventContainers.container(
                group, topics, batches, groupMeters, new StringDeserializer(), properties, meters);
        var settings = container.getContainerProperties();
        Properties lazy = new Properties();
        lazy.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(LEAST_FETCH_BYTES));
        Duration asked = properties.getConsumer().getFetchMaxWait();
        Duration longestFetch = asked == null ? LONGEST_FETCH : asked;
        lazy.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(longestFetch.toMillis()));
        lazy.setProperty(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(LONGEST_BATCH.toMillis()));
        settings.setKafkaConsumerProperties(lazy);
        settings.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
        settings.setShutdownTimeout(STOP.toMillis());
        // Otherwise the batch of a producer that was fenced would neither be written nor come again.
        settings.setStopContainerWhenFenced(true);
        container.setApplicationEventPublisher(this::heard);
        container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(EventContainers.pauses()));
    }

    private static Map<String, Object> producing(KafkaProperties properties, Duration longestTransaction) {
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        // A batch that is not taken comes again, so it need not wait for ever as the outbox's records do.
        int patience = (int) PATIENCE.toMillis();
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) longestTransaction.toMillis());
        return settings;
    }

    /** Consumers in no group that read what was committed to snapshot topics. */
    static ConsumerFactory<String, byte[]> consumers(KafkaProperties properties) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new DefaultKafkaConsumerFactory<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A new consumer begins where the last committed transaction ended. */
    private void heard(Object event) {
        if (event instanceof ConsumerStoppedEvent stopped && stopped.getReason() != Reason.NORMAL) {
            log.warn("the snapshot writer was stopped and starts anew: {}", stopped.getReason());
            Thread.ofPlatform().name("snapshot-writer-restart").daemon().start(this::startAnew);
        }
    }

    /** Not by the thread that reports the end, for that is what is waited for. */
    private void startAnew() {
        lock.lock();
        try {
            if (wanted) {
                batches.end();
                container.stop();
                batches.begin();
                container.start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        lock.lock();
        try {
            wanted = true;
            batches.begin();
            container.start();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            wanted = false;
            batches.end();
            container.stop();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public void destroy() {
        producers.destroy();
    }
}
