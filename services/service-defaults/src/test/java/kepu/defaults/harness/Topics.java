package kepu.defaults.harness;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.UnitEvent;
import kepu.embedded.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics around a service under test: what the other services publish, and what it publishes itself. */
public final class Topics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** More than any consumer accepts, so that a test can publish what is too large. */
    private static final int LARGEST_RECORD = 4 * 1024 * 1024;

    private final String bootstrapServers;
    private final Map<String, Object> settings;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** The topics of a service that its test starts by itself. */
    public static Topics of(String bootstrapServers, String service) {
        return new Topics(bootstrapServers, Contracts.topicsOwnedBy(service));
    }

    /** @param followed topics whose records {@link #records} and {@link #published} answer */
    Topics(String bootstrapServers, Collection<String> followed) {
        this.bootstrapServers = bootstrapServers;
        settings = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.request.size", LARGEST_RECORD),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = followed.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Publishes what another service would: the next event of the unit itself. */
    public void publish(Instant occurredAt, UnitEvent event) {
        publish(event.unitId(), event.unitId(), occurredAt, event);
    }

    /** Publishes what another service would: the next event of the aggregate {@code subject}. */
    public void publish(String subject, String unitId, Instant occurredAt, DomainEvent event) {
        long sequence = sequences.merge(subject, 1L, Long::sum);
        publish(new Envelope<>(
                UUID.randomUUID(),
                subject,
                occurredAt,
                occurredAt,
                1,
                sequence,
                unitId,
                "clerk-1",
                "c-1",
                null,
                null,
                event));
    }

    /** Publishes an envelope as it is. */
    public void publish(Envelope<?> envelope) {
        publish(List.of(envelope));
    }

    /** Publishes envelopes as they are, in their order. */
    public void publish(List<? extends Envelope<?>> envelopes) {
        send(envelopes.stream()
                .map(envelope -> EventCodec.encode(envelope).toProducerRecord())
                .toList());
    }

    /** Publishes whatever it is. */
    public void publish(ProducerRecord<String, byte[]> message) {
        send(List.of(message));
    }

    /** All are on their topics when this returns. */
    private void send(List<ProducerRecord<String, byte[]>> messages) {
        try {
            for (Future<RecordMetadata> sent :
                    messages.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Every record that the service published so far, in the order of each partition. */
    public List<ConsumerRecord<String, byte[]>> records() {
        consumer.poll(Duration.ofMillis(50)).forEach(read::add);
        return List.copyOf(read);
    }

    /** What the service published of an aggregate, in the order of its sequence, once there is as much as that. */
    public List<Envelope<?>> published(String subject, int count) {
        return published(DomainEvent.class, subject, count);
    }

    /** The same of one family of events. */
    public List<Envelope<?>> published(Class<? extends DomainEvent> family, String subject, int count) {
        List<Envelope<?>> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.clear();
            records().stream()
                    .<Envelope<?>>map(message -> EventCodec.decode(message).orElseThrow())
                    .filter(envelope -> family.isInstance(envelope.data()))
                    .filter(envelope -> envelope.subject().equals(subject))
                    .forEach(found::add);
            return found.size() >= count;
        });
        found.sort(Comparator.comparing(Envelope::sequence));
        return found;
    }

    /** The records of one topic from its beginning, once there are as many as that. */
    public List<ConsumerRecord<String, byte[]>> read(String topic, int atLeast) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var reader = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    /** Every record of every topic, dead letters' included. */
    public List<ConsumerRecord<byte[], byte[]>> everything() {
        return KafkaRecords.read(bootstrapServers, _ -> true);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
