package kepu.defaults.store;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.plain;
import static kepu.defaults.board.Kafka.text;
import static kepu.defaults.store.Outboxes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import kepu.contracts.WireRecord;
import kepu.defaults.board.Board;
import kepu.defaults.board.Kafka;
import kepu.defaults.outbox.OutboxEntry;
import kepu.defaults.outbox.OutboxRelay;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.TestStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The relay on a real broker, with the settings that services have. */
@Timeout(600)
class OutboxRelayIT {
    private static final String TOPIC = "kepu.organization.boards";
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    static Path folder;

    private static TestStore server;
    private static EmbeddedBroker broker;
    private static Kafka kafka;
    private static DefaultKafkaProducerFactory<String, byte[]> producers;

    private final String run = UUID.randomUUID().toString();
    private Outboxes outboxes;
    private AggregateStore store;
    private OutboxRelay relay;

    @BeforeAll
    static void open() throws Exception {
        server = TestStore.open();
        broker = EmbeddedBroker.start(folder, 0);
        kafka = new Kafka(broker.bootstrapServers());
        kafka.create(3, TOPIC);
        producers = producers();
    }

    private static DefaultKafkaProducerFactory<String, byte[]> producers() {
        var factory =
                new DefaultKafkaProducerFactory<String, byte[]>(kafka.settings().buildProducerProperties());
        new StoreConfiguration().quickEnd().customize(factory);
        return factory;
    }

    @AfterAll
    static void close() {
        producers.destroy();
        kafka.close();
        broker.close();
        server.close();
    }

    @BeforeEach
    void take_a_new_database() {
        outboxes = new Outboxes(server.uri("relay"));
        relay = outboxes.relay(producers, NEVER);
        store = outboxes.store(relay);
    }

    @AfterEach
    void end() {
        relay.stop();
        outboxes.close();
    }

    private void register(String board) {
        store.create(plain(), board(board), made -> made.register(AT));
    }

    private void putUp(String board, String title) {
        store.update(plain(), Board.class, board, found -> found.putUp(title, AT));
    }

    /** What this test's aggregates told, in the order of their partition. */
    private Map<String, List<Long>> told() {
        Map<String, List<Long>> told = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> received : kafka.read(TOPIC)) {
            String subject = text(received.headers(), "ce_subject");
            if (subject.startsWith(run)) {
                told.computeIfAbsent(subject, _ -> new java.util.ArrayList<>())
                        .add(Long.valueOf(text(received.headers(), "ce_sequence")));
            }
        }
        return told;
    }

    /** Each sequence comes for the first time right after the one before it, whatever is repeated. */
    private static void assertNoGap(Map<String, List<Long>> told, int aggregates, long events) {
        assertThat(told).hasSize(aggregates);
        told.forEach((subject, sequences) -> {
            long highest = 0;
            for (long sequence : sequences) {
                assertThat(sequence).as(subject + " " + sequences).isLessThanOrEqualTo(highest + 1);
                highest = Math.max(highest, sequence);
            }
            assertThat(highest).as(subject).isEqualTo(events);
        });
    }

    @Test
    void events_reach_the_topic_exactly_as_they_were_stored() {
        register(run);
        putUp(run, "防火");
        List<OutboxEntry> stored = outboxes.waiting(run);

        relay.start();
        await().until(() -> outboxes.waiting(run).isEmpty());

        List<ConsumerRecord<byte[], byte[]>> received = kafka.read(TOPIC).stream()
                .filter(each -> text(each.headers(), "ce_subject").equals(run))
                .toList();
        assertThat(received).hasSameSizeAs(stored);
        for (int i = 0; i < stored.size(); i++) {
            WireRecord wire = stored.get(i).wire();
            Map<String, String> headers = new LinkedHashMap<>();
            received.get(i)
                    .headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers).containsExactlyEntriesOf(wire.headers());
            assertThat(received.get(i).key()).asString(StandardCharsets.UTF_8).isEqualTo("510182101201");
            assertThat(received.get(i).value()).asString(StandardCharsets.UTF_8).isEqualTo(wire.value());
        }
    }

    @Test
    void what_a_stopped_relay_left_is_found_by_the_next() {
        relay.start();
        for (int i = 0; i < 50; i++) {
            register(run + i);
        }
        relay.stop();
        for (int i = 0; i < 50; i++) {
            putUp(run + i, "防火");
        }

        OutboxRelay next = outboxes.relay(producers, NEVER);
        next.start();
        try {
            await().until(() -> outboxes.stillWaiting() == 0);
        } finally {
            next.stop();
        }

        assertNoGap(told(), 50, 2);
    }

    @Test
    void two_relays_at_once_only_repeat() {
        var others = producers();
        OutboxRelay another = outboxes.relay(others, Duration.ofMillis(20));
        try {
            relay.start();
            another.start();
            for (int event = 0; event < 5; event++) {
                for (int i = 0; i < 40; i++) {
                    if (event == 0) {
                        register(run + i);
                    } else {
                        putUp(run + i, "第" + event + "期");
                    }
                }
            }
            await().until(() -> outboxes.stillWaiting() == 0);
        } finally {
            another.stop();
            others.destroy();
        }

        assertNoGap(told(), 40, 5);
    }

    @Test
    void five_thousand_aggregates_drain() {
        IntStream.range(0, 5_000).parallel().forEach(i -> register(run + i));
        assertThat(outboxes.stillWaiting()).isEqualTo(5_000);

        relay.start();
        await().atMost(Duration.ofMinutes(3)).until(() -> outboxes.stillWaiting() == 0);

        assertNoGap(told(), 5_000, 1);
        assertThat(outboxes.meters
                        .get("kepu.relay.records")
                        .tag("result", "sent")
                        .counter()
                        .count())
                .isEqualTo(5_000);
    }

    @Test
    void while_kafka_is_away_commands_succeed_and_everything_arrives_when_it_is_back() {
        relay.start();
        register(run + "before");
        await().until(() -> outboxes.stillWaiting() == 0);

        broker.close();
        for (int i = 0; i < 20; i++) {
            register(run + i);
            putUp(run + i, "防火");
        }
        await().until(() -> relay.failing() && relay.pending() == 20);
        Duration age = relay.oldestAge();
        await().until(() -> relay.oldestAge().compareTo(age) > 0);
        assertThat(outboxes.stillWaiting()).isEqualTo(20);
        putUp(run + "before", "还能登记");

        broker = EmbeddedBroker.start(folder, broker.port());
        await().atMost(Duration.ofMinutes(3)).until(() -> outboxes.stillWaiting() == 0 && !relay.failing());

        Map<String, List<Long>> told = new HashMap<>(told());
        assertThat(told.remove(run + "before")).containsExactly(1L, 2L);
        assertNoGap(told, 20, 2);
        assertThat(relay.pending()).isZero();
    }

    @Test
    void a_relay_that_starts_before_kafka_tells_everything_once_it_is_there() {
        broker.close();
        var own = producers();
        OutboxRelay early = outboxes.relay(own, NEVER);
        try {
            early.start();
            AggregateStore early2 = outboxes.store(early);
            early2.create(plain(), board(run), made -> made.register(AT));
            await().atMost(Duration.ofMinutes(3)).until(early::failing);

            broker = EmbeddedBroker.start(folder, broker.port());
            await().atMost(Duration.ofMinutes(3)).until(() -> outboxes.stillWaiting() == 0 && !early.failing());
        } finally {
            early.stop();
            own.destroy();
        }

        assertNoGap(told(), 1, 1);
    }
}
