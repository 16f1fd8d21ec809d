package kepu.defaults.consume;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kepu.contracts.EventCodec;
import kepu.contracts.UnreadableEvent;
import kepu.contracts.WireRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A program to inspect, repair and replay what could not be read.
 *
 * <p>A replayed record goes to the end of the topic and partition that it came from, so that every group reads it;
 * those that have it already see a duplicate. Dead letters themselves are never removed.
 */
public final class DeadLetters {
    private static final String USAGE = """
            usage: DeadLetters <bootstrap servers> <dead-letter topic> list
                   DeadLetters <bootstrap servers> <dead-letter topic> show <partition>@<offset>
                   DeadLetters <bootstrap servers> <dead-letter topic> replay <partition>@<offset> | all
                               [--set-value <file>] [--set-header <name>=<text>]... [--set-key <text>]
            A repair needs one record; a record that would still be unreadable is refused.
            KEPU_KAFKA_CONFIG names a file of client properties, for a broker that asks who is there.""";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int SHOWN_CHARACTERS = 120;

    private final Map<String, Object> connection;
    private final String topic;
    private final PrintStream out;

    /** @param connection bootstrap servers and whatever else it takes to be let in */
    DeadLetters(Map<String, Object> connection, String topic, PrintStream out) {
        this.connection = connection;
        this.topic = topic;
        this.out = out;
    }

    /** What an operator changes in one record before it is replayed. */
    record Repair(byte @Nullable [] value, @Nullable String key, Map<String, String> headers) {
        static final Repair NONE = new Repair(null, null, Map.of());

        boolean isNone() {
            return value == null && key == null && headers.isEmpty();
        }
    }

    public static void main(String... args) throws Exception {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        if (words.size() < 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        DeadLetters letters =
                new DeadLetters(connection(words.pop(), System.getenv("KEPU_KAFKA_CONFIG")), words.pop(), System.out);
        try {
            letters.run(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static Map<String, Object> connection(String bootstrapServers, @Nullable String config) throws IOException {
        Map<String, Object> connection = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader file = Files.newBufferedReader(Path.of(config))) {
                properties.load(file);
            }
            properties.stringPropertyNames().forEach(name -> connection.put(name, properties.getProperty(name)));
        }
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return connection;
    }

    void run(Deque<String> words) throws IOException, InterruptedException, ExecutionException {
        String what = words.pop();
        switch (what) {
            case "list" -> list();
            case "show" -> show(next(words));
            case "replay" -> replay(next(words), repair(words));
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private static String next(Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return words.pop();
    }

    private static Repair repair(Deque<String> words) throws IOException {
        byte[] value = null;
        String key = null;
        Map<String, String> headers = new HashMap<>();
        while (!words.isEmpty()) {
            switch (words.pop()) {
                case "--set-value" -> value = Files.readAllBytes(Path.of(next(words)));
                case "--set-key" -> key = next(words);
                case "--set-header" -> {
                    String[] header = next(words).split("=", 2);
                    if (header.length != 2) {
                        throw new IllegalArgumentException(USAGE);
                    }
                    headers.put(header[0], header[1]);
                }
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Repair(value, key, headers);
    }

    /** One line a record: where it lies, whence it came, why, and how its value begins. */
    void list() {
        List<ConsumerRecord<byte[], byte[]>> deadLettered = read();
        deadLettered.forEach(dead -> out.println(String.join(
                "\t",
                place(dead),
                DeadLetter.text(dead, DeadLetter.ORIGIN),
                DeadLetter.text(dead, DeadLetter.REASON),
                DeadLetter.text(dead, "ce_type"),
                beginning(text(dead.value())))));
        out.println(deadLettered.size() + " dead letters on " + topic);
    }

    /** Everything about one record; the value last, so that it can be cut off into a file. */
    void show(String place) {
        ConsumerRecord<byte[], byte[]> dead = one(place);
        dead.headers().forEach(header -> out.println(header.key() + ": " + text(header.value())));
        out.println("key: " + text(dead.key()));
        out.println();
        out.println(text(dead.value()));
    }

    /** @throws IllegalArgumentException if there is no such record, or one would still be unreadable; then none is sent */
    void replay(String place, Repair repair) throws InterruptedException, ExecutionException {
        boolean all = place.equals("all");
        if (all && !repair.isNone()) {
            throw new IllegalArgumentException(USAGE);
        }
        List<ProducerRecord<byte[], byte[]>> revived = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> dead : all ? read() : List.of(one(place))) {
            ProducerRecord<byte[], byte[]> record = DeadLetter.revived(dead, repair);
            requireReadable(place(dead), record);
            revived.add(record);
        }
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : revived) {
                // one at a time: the operator sees which record went where, and the first failure stops the rest
                var sent = producer.send(record).get();
                out.println("replayed to " + sent.topic() + "-" + sent.partition() + "@" + sent.offset());
            }
        }
    }

    private static void requireReadable(String place, ProducerRecord<byte[], byte[]> record) {
        ConsumerRecord<String, byte[]> received =
                new ConsumerRecord<>(record.topic(), 0, 0, text(record.key()), record.value());
        record.headers().forEach(received.headers()::add);
        try {
            EventCodec.decode(WireRecord.of(received));
        } catch (UnreadableEvent e) {
            throw new IllegalArgumentException(
                    place + " would be parked again: " + e.code() + ": " + e.getMessage(), e);
        }
    }

    private ConsumerRecord<byte[], byte[]> one(String place) {
        return read().stream()
                .filter(dead -> place(dead).equals(place))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + place + " on " + topic));
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> deadLettered = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(deadLettered::add);
            }
        }
        return deadLettered;
    }

    private static String place(ConsumerRecord<?, ?> dead) {
        return dead.partition() + "@" + dead.offset();
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String beginning(@Nullable String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
