package kepu.defaults.snapshot;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.Snapshots;
import kepu.contracts.Snapshots.Snapshot;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Somebody outside who keeps of each fact the newest event, by (epoch, sequence). */
final class Subscriber implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> stream;
    private final Map<String, Held> state = new TreeMap<>();
    private final Map<TopicPartition, Long> from = new HashMap<>();
    private long heard;

    /** The newest event of a fact. */
    private record Held(long epoch, long sequence, String value) {}

    private Subscriber(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        stream = partitions(topic);
    }

    /** One that reads the stream from its beginning. */
    static Subscriber thereFromTheStart(String bootstrapServers, String topic) {
        Subscriber subscriber = new Subscriber(bootstrapServers, topic);
        subscriber.stream.forEach(partition -> subscriber.from.put(partition, 0L));
        subscriber.readOn();
        return subscriber;
    }

    /** One that first takes in the snapshot to its end, and then the stream from where the snapshot had got. */
    static Subscriber joining(String bootstrapServers, String topic) {
        Subscriber subscriber = new Subscriber(bootstrapServers, topic);
        subscriber.takeInTheSnapshot(Snapshots.topicOf(topic));
        subscriber.readOn();
        return subscriber;
    }

    private void takeInTheSnapshot(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.seekToBeginning(partitions);
        Map<Integer, Long> highest = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> received : consumer.poll(POLL)) {
                Snapshot snapshot = Snapshots.decode(received).orElseThrow();
                highest.merge(received.partition(), snapshot.position(), Math::max);
                apply(requireNonNull(snapshot.event()), received.value()); // no update of a board ends
            }
        }
        stream.forEach(partition -> from.put(partition, highest.getOrDefault(partition.partition(), -1L) + 1));
    }

    private void readOn() {
        consumer.assign(stream);
        from.forEach(consumer::seek);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Reads to what is the end of the stream by now. */
    Subscriber catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(stream);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> received : consumer.poll(POLL)) {
                heard++;
                apply(EventCodec.decode(received).orElseThrow(), received.value());
            }
        }
        return this;
    }

    private void apply(Envelope<?> event, byte[] value) {
        Held newer = new Held(event.epoch(), event.sequence(), new String(value, StandardCharsets.UTF_8));
        state.merge(Snapshots.factOf(event), newer, (held, _) -> {
            boolean isNewer = newer.epoch == held.epoch ? newer.sequence > held.sequence : newer.epoch > held.epoch;
            return isNewer ? newer : held;
        });
    }

    /** What it holds, by fact. */
    Map<String, String> state() {
        Map<String, String> texts = new TreeMap<>();
        state.forEach((fact, held) -> texts.put(fact, held.epoch + "." + held.sequence + " " + held.value));
        return texts;
    }

    /** Where it began to read the stream, by partition. */
    Map<TopicPartition, Long> from() {
        return from;
    }

    /** How many events it has heard from the stream. */
    long heard() {
        return heard;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
