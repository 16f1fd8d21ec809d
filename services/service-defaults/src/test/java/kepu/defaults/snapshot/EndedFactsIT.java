package kepu.defaults.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.Snapshots;
import kepu.contracts.WireRecord;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.assessment.ScorecardEvent.ScorecardChanged;
import kepu.contracts.assessment.ScorecardEvent.ScorecardRetracted;
import kepu.defaults.board.Kafka;
import kepu.defaults.store.Epoch;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Of what has ended a snapshot holds nothing, whatever is repeated afterwards, until it is said anew. */
@Timeout(600)
class EndedFactsIT {
    private static final String GROUP = "assessment.snapshot";
    private static final String TOPIC = Contracts.topicOf(ScorecardEvent.class);
    private static final String SNAPSHOT = Snapshots.topicOf(TOPIC);
    private static final Duration LONG = Duration.ofMinutes(2);

    private static TestStore server;

    private TestBroker broker;
    private Kafka kafka;
    private MongoClient client;
    private MongoTemplate mongo;
    private SnapshotWriter writer;

    @BeforeAll
    static void open() {
        server = TestStore.open();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        broker = TestBroker.open();
        kafka = new Kafka(broker.bootstrapServers());
        kafka.create(1, TOPIC);
        Map<String, String> settings = Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.01");
        kafka.admin()
                .createTopics(List.of(new NewTopic(SNAPSHOT, 1, (short) 1).configs(settings)))
                .all()
                .get();
        client = MongoClients.create(server.uri());
        mongo = new MongoTemplate(client, server.database("ended"));
        mongo.getDb().drop();
        start();
    }

    @AfterEach
    void end() {
        writer.stop();
        writer.destroy();
        client.close();
        kafka.close();
        broker.close();
    }

    private void start() {
        List<String> topics = List.of(TOPIC);
        var consumers = SnapshotWriter.consumers(kafka.impatientSettings());
        writer = new SnapshotWriter(
                "assessment",
                topics,
                new WrittenFacts(mongo, new Epoch(mongo), topics, consumers),
                kafka.impatientSettings(),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        writer.start();
    }

    @Test
    void the_end_of_a_fact_is_a_tombstone_with_the_headers_of_its_event() {
        raise(changed("a:2026", 1), retracted("a:2026", 2));
        ConsumerRecord<byte[], byte[]> ended = kafka.read(TOPIC).get(1);

        ConsumerRecord<byte[], byte[]> tombstone = kafka.read(SNAPSHOT).getLast();
        assertThat(tombstone.key()).asString().isEqualTo("a:2026");
        assertThat(tombstone.value()).isNull();
        Map<String, String> headers = headers(tombstone);
        assertThat(headers.remove("kepu_position")).isEqualTo(Long.toString(ended.offset()));
        assertThat(headers).isEqualTo(headers(ended));
    }

    @Test
    void an_older_straggler_does_not_bring_back_what_has_ended_and_something_newer_does() {
        raise(changed("a:2026", 1), changed("b:2026", 1));
        raise(retracted("a:2026", 2));
        raise(changed("a:2026", 1), changed("b:2026", 1));
        assertThat(held()).containsExactlyInAnyOrderEntriesOf(nullable("a:2026", null, "b:2026", "1"));

        raise(changed("a:2026", 3));
        assertThat(held()).containsExactlyInAnyOrderEntriesOf(nullable("a:2026", "3", "b:2026", "1"));

        raise(retracted("a:2026", 2));
        assertThat(held()).containsExactlyInAnyOrderEntriesOf(nullable("a:2026", "3", "b:2026", "1"));
    }

    @Test
    void nor_does_it_when_the_tombstone_is_gone_and_the_database_is_new() throws Exception {
        forgetTombstonesAtOnce();
        raise(changed("a:2026", 1));
        raise(retracted("a:2026", 2));
        for (int sequence = 1; kafka.read(SNAPSHOT).stream().anyMatch(EndedFactsIT::isOfA); sequence++) {
            raise(changed("c:2026", sequence)); // so that segments end and are cleaned
        }
        writer.stop();
        writer.destroy();
        mongo.getDb().drop();
        start();

        raise(changed("a:2026", 1), changed("b:2026", 1));

        assertThat(held()).containsKey("b:2026").doesNotContainKey("a:2026");
    }

    /** As eager as a broker can be: a tombstone is gone as soon as it was cleaned. */
    private void forgetTombstonesAtOnce() throws Exception {
        var atOnce = new AlterConfigOp(new ConfigEntry("delete.retention.ms", "0"), AlterConfigOp.OpType.SET);
        kafka.admin()
                .incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, SNAPSHOT), List.of(atOnce)))
                .all()
                .get();
    }

    private static boolean isOfA(ConsumerRecord<byte[], byte[]> received) {
        return new String(received.key(), StandardCharsets.UTF_8).equals("a:2026");
    }

    private void raise(WireRecord... events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (WireRecord event : events) {
            ProducerRecord<String, byte[]> record = event.toProducerRecord();
            records.add(new ProducerRecord<>(
                    TOPIC, 0, record.key().getBytes(StandardCharsets.UTF_8), record.value(), record.headers()));
        }
        long already = kafka.read(TOPIC).size();
        kafka.send(records);
        await().atMost(LONG).until(() -> kafka.committed(GROUP, TOPIC) == already + records.size());
    }

    /** What the snapshot says last under each key: the sequence, or null of a tombstone. */
    private Map<String, String> held() {
        Map<String, String> held = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> received : kafka.read(SNAPSHOT)) {
            held.put(
                    new String(received.key(), StandardCharsets.UTF_8),
                    received.value() == null ? null : Kafka.text(received.headers(), "ce_sequence"));
        }
        return held;
    }

    private static Map<String, String> nullable(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> received) {
        return java.util.stream.StreamSupport.stream(received.headers().spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }

    private static WireRecord changed(String card, long sequence) {
        BigDecimal score = new BigDecimal("90.0000");
        return wire(
                card,
                sequence,
                new ScorecardChanged(
                        "S", 1, 2026, LocalDate.of(2026, 3, 1), score, score, new BigDecimal("90.00"), Band.GOOD));
    }

    private static WireRecord retracted(String card, long sequence) {
        return wire(card, sequence, new ScorecardRetracted(2026, LocalDate.of(2026, 3, 1)));
    }

    private static WireRecord wire(String card, long sequence, DomainEvent event) {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        return EventCodec.encode(new Envelope<>(
                UUID.randomUUID(), card, at, at, 1, sequence, "u", "assessment", "c", null, null, event));
    }
}
