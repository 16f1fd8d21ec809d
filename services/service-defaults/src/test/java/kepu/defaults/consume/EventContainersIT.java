package kepu.defaults.consume;

import static kepu.defaults.board.Kafka.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.WireRecord;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.board.Kafka;
import kepu.defaults.trace.Traces;
import kepu.embedded.TestBroker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Subscriptions on a real broker; each test has a topic of its own. */
@Timeout(600)
class EventContainersIT {
    private static final String UNIT = "510182101201";
    private static final int PARTITIONS = 3;

    @TempDir
    static Path folder;

    private static TestBroker broker;
    private static Kafka kafka;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<EventContainers> running = new ArrayList<>();

    @BeforeAll
    static void open() {
        broker = TestBroker.open();
        kafka = new Kafka(broker.bootstrapServers());
    }

    @AfterAll
    static void close() {
        kafka.close();
        broker.close();
    }

    @AfterEach
    void end() {
        running.forEach(containers -> {
            containers.stop();
            containers.destroy();
        });
    }

    private EventContainers start(EventSubscription... subscriptions) {
        EventContainers containers =
                new EventContainers(List.of(subscriptions), kafka.settings(), Clock.systemUTC(), meters, Traces.off());
        running.add(containers);
        containers.start();
        return containers;
    }

    /** Remembers what it took, each event once, and says how many were new. */
    private static final class Listener implements EventListener {
        final List<List<ReceivedEvent>> batches = new CopyOnWriteArrayList<>();
        final List<ReceivedEvent> taken = new CopyOnWriteArrayList<>();
        private final Set<UUID> known = new HashSet<>();
        private volatile @Nullable Throwable trouble;

        @Override
        public int on(List<ReceivedEvent> events) {
            batches.add(events);
            Throwable now = trouble;
            if (now instanceof Error error) {
                throw error;
            }
            if (now instanceof RuntimeException exception) {
                throw exception;
            }
            List<ReceivedEvent> fresh = events.stream()
                    .filter(event -> known.add(event.envelope().id()))
                    .toList();
            taken.addAll(fresh);
            return fresh.size();
        }

        List<Long> sequences() {
            return taken.stream().map(event -> event.envelope().sequence()).toList();
        }
    }

    private static WireRecord wire(DomainEvent event, long sequence) {
        return EventCodec.encode(new Envelope<>(
                UUID.randomUUID(),
                "subject-1",
                Instant.parse("2026-03-12T01:30:00Z"),
                Instant.parse("2026-03-12T09:05:12.345Z"),
                1,
                sequence,
                UNIT,
                "p-1",
                "c-1",
                null,
                null,
                event));
    }

    private static ProducerRecord<byte[], byte[]> record(WireRecord wire, int partition) {
        var record = new ProducerRecord<>(wire.topic(), partition, bytes(wire.key()), bytes(wire.value()));
        wire.headers().forEach((name, text) -> record.headers().add(name, bytes(text)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record,
            UnaryOperator<byte @Nullable []> key,
            UnaryOperator<byte @Nullable []> value) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                key.apply(record.key()),
                value.apply(record.value()),
                record.headers());
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, String header, String text) {
        record.headers().remove(header).add(header, bytes(text));
        return record;
    }

    private double count(String group, String outcome) {
        return meters.get("kepu.consumer.records")
                .tag("group", group)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double failures(String group) {
        return meters.get("kepu.consumer.failures")
                .tag("group", group)
                .counter()
                .count();
    }

    private long batches(String group, String outcome) {
        return meters.get("kepu.consumer.batch")
                .tag("group", group)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    /** Seconds. */
    private double behind(String group) {
        return meters.get("kepu.projection.watermark.age")
                .tag("group", group)
                .timeGauge()
                .value(TimeUnit.SECONDS);
    }

    @Test
    void what_can_never_be_read_is_parked_as_it_came_and_its_neighbours_are_taken() throws Exception {
        String topic = "kepu.organization.boards";
        kafka.create(PARTITIONS, topic, topic + ".readers.dlt");
        WireRecord good = wire(new BoardRegistered("b-1", "村口", false), 1);
        byte[] notText = {(byte) 0xff, (byte) 0xfe, 'x'};
        List<ProducerRecord<byte[], byte[]>> poison = List.of(
                with(record(good, 1), key -> key, _ -> null),
                with(record(good, 1), key -> key, _ -> new byte[EventCodec.MAX_VALUE_BYTES + 1]),
                with(record(good, 1), _ -> bytes("510182101299"), value -> value),
                with(record(good, 1), _ -> null, value -> value),
                with(record(good, 1), _ -> notText, value -> value),
                with(record(good, 1), "ce_time", "yesterday"),
                with(record(good, 1), "ce_id", "no-uuid"),
                with(record(good, 1), key -> key, _ -> bytes("{\"boardId\":")),
                with(record(good, 1), key -> key, _ -> notText),
                with(record(good, 1), key -> key, _ -> bytes("{\"boardId\":\"b-1\"}")),
                with(record(good, 1), "ce_type", "kepu.organization.unit-moved.v1"));
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < poison.size(); i++) {
            all.add(record(wire(new BoardRegistered("b-1", "村口", false), i + 1), 1));
            all.add(poison.get(i));
        }
        all.add(with(record(good, 1), "ce_type", "kepu.organization.board-painted.v1"));
        all.add(record(wire(new BoardRegistered("b-1", "村口", false), 12), 1));
        kafka.send(all);
        Listener listener = new Listener();

        start(new EventSubscription("readers", List.of(BoardEvent.class), listener));
        await().until(() -> kafka.committed("readers", topic) == all.size());

        assertThat(listener.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        List<ConsumerRecord<byte[], byte[]>> deadLettered = kafka.read(topic + ".readers.dlt");
        assertThat(deadLettered)
                .extracting(dead -> text(dead.headers(), "kepu_reason"))
                .containsExactly(
                        "no-value",
                        "too-large",
                        "wrong-key",
                        "wrong-key",
                        "wrong-key",
                        "bad-header",
                        "bad-header",
                        "bad-json",
                        "bad-json",
                        "schema-refused",
                        "wrong-topic");
        for (int i = 0; i < poison.size(); i++) {
            ConsumerRecord<byte[], byte[]> dead = deadLettered.get(i);
            assertThat(dead.partition()).isEqualTo(1);
            assertThat(dead.key()).isEqualTo(poison.get(i).key());
            assertThat(dead.value()).isEqualTo(poison.get(i).value());
            assertThat(text(dead.headers(), "kepu_origin")).isEqualTo(topic + "-1@" + (2 * i + 1));
            assertThat(text(dead.headers(), "kepu_detail")).isNotBlank();
            assertThat(withoutOwn(dead.headers()))
                    .isEqualTo(withoutOwn(poison.get(i).headers()));
        }
        assertThat(count("readers", "applied")).isEqualTo(12);
        assertThat(count("readers", "duplicate")).isZero();
        assertThat(count("readers", "skipped")).isEqualTo(1);
        assertThat(count("readers", "parked")).isEqualTo(11);
        assertThat(failures("readers")).isZero();
    }

    private static List<String> withoutOwn(Headers headers) {
        List<String> plain = new ArrayList<>();
        headers.forEach(header -> {
            if (!header.key().startsWith("kepu_")) {
                plain.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return plain;
    }

    @Test
    void a_listener_that_fails_gets_the_same_events_until_it_takes_them() throws Exception {
        String topic = "kepu.organization.stations";
        kafka.create(PARTITIONS, topic, topic + ".failing.dlt");
        kafka.send(IntStream.rangeClosed(1, 6)
                .mapToObj(i -> record(wire(new StationOpened("s-1"), i), 0))
                .toList());
        kafka.send(List.of(with(record(wire(new StationOpened("s-1"), 99), 0), key -> key, _ -> bytes("[]"))));
        Listener listener = new Listener();
        for (Throwable trouble : List.of(
                new IllegalStateException("the store is away"),
                new ClassCastException("a bug"),
                new StackOverflowError("another bug"))) {
            listener.trouble = trouble;
            if (running.isEmpty()) {
                start(new EventSubscription("failing", List.of(StationEvent.class), listener));
            }
            int soFar = listener.batches.size();
            await().until(() -> listener.batches.size() >= soFar + 1);
        }
        assertThat(kafka.committed("failing", topic)).isZero();
        assertThat(kafka.read(topic + ".failing.dlt")).isEmpty();
        await().until(() -> failures("failing") >= 3 && batches("failing", "failed") >= 3);
        assertThat(count("failing", "applied")).isZero();
        assertThat(batches("failing", "applied")).isZero();
        await().untilAsserted(() -> assertThat(behind("failing")).isGreaterThan(0.5));

        kafka.send(List.of(record(wire(new StationOpened("s-1"), 7), 0)));
        listener.trouble = null;
        await().atMost(Duration.ofMinutes(3)).until(() -> kafka.committed("failing", topic) == 8);

        assertThat(listener.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(listener.batches.getFirst()).hasSize(6);
        assertThat(listener.batches.subList(0, listener.batches.size() - 1))
                .allSatisfy(batch -> assertThat(batch).isEqualTo(listener.batches.getFirst()));
        assertThat(kafka.read(topic + ".failing.dlt")).hasSize(1);
        assertThat(count("failing", "applied")).isEqualTo(7);
        assertThat(count("failing", "parked")).isEqualTo(1);
        assertThat(batches("failing", "applied")).isPositive();
        await().untilAsserted(() -> assertThat(behind("failing")).isZero());
    }

    @Test
    void a_batch_that_fails_names_its_cause_and_position_in_the_log_and_so_does_its_end() throws Exception {
        kafka.create(PARTITIONS, "kepu.organization.leading-groups");
        kafka.send(List.of(record(wire(new GroupMemberReleased("g-1", "a-1"), 1), 1)));
        Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        try {
            Listener listener = new Listener();
            listener.trouble = new IllegalStateException("the document is too large");
            start(new EventSubscription("silent", List.of(LeadingGroupEvent.class), listener));
            await().until(() -> listener.batches.size() >= 3);

            assertThat(logged.list).hasSize(1);
            assertThat(logged.list.getFirst().getFormattedMessage())
                    .contains("silent", "kepu.organization.leading-groups-1@0");
            assertThat(logged.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("the document is too large");

            listener.trouble = null;
            await().atMost(Duration.ofMinutes(3)).until(() -> logged.list.size() == 2);
            assertThat(logged.list.getLast().getFormattedMessage()).contains("silent goes on");
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void two_subscriptions_each_get_everything() throws Exception {
        kafka.create(PARTITIONS, "kepu.organization.link-targets");
        kafka.send(IntStream.rangeClosed(1, 30)
                .mapToObj(i -> record(wire(new LinkTargetRetired("t-1", "搬迁"), i), i % PARTITIONS))
                .toList());
        Listener one = new Listener();
        Listener another = new Listener();

        start(
                new EventSubscription("one", List.of(LinkTargetEvent.class), one),
                new EventSubscription("another", List.of(LinkTargetEvent.class), another));

        await().until(() -> one.taken.size() == 30 && another.taken.size() == 30);
        await().untilAsserted(() -> {
            assertThat(count("one", "applied")).isEqualTo(30);
            assertThat(count("another", "applied")).isEqualTo(30);
        });
        assertThat(one.sequences().stream().filter(i -> i % PARTITIONS == 0)).isSorted();
    }

    @Test
    void after_a_restart_it_goes_on_where_it_had_committed_and_repeats_are_counted() throws Exception {
        String topic = "kepu.organization.officers";
        kafka.create(PARTITIONS, topic);
        Listener listener = new Listener();
        EventSubscription subscription = new EventSubscription("again", List.of(OfficerEvent.class), listener);
        WireRecord first = wire(new OfficerLeft("a-1", "调离"), 1);
        kafka.send(List.of(record(first, 2), record(wire(new OfficerLeft("a-1", "调离"), 2), 2)));
        EventContainers before = start(subscription);
        await().until(() -> kafka.committed("again", topic) == 2);
        before.stop();
        assertThat(before.isRunning()).isFalse();
        int batches = listener.batches.size();

        kafka.send(List.of(record(wire(new OfficerLeft("a-1", "调离"), 3), 2), record(first, 2)));
        start(subscription);
        await().until(() -> kafka.committed("again", topic) == 4);

        assertThat(listener.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(listener.batches.subList(batches, listener.batches.size()).stream()
                        .flatMap(List::stream))
                .hasSize(2);
        assertThat(count("again", "applied")).isEqualTo(3);
        assertThat(count("again", "duplicate")).isEqualTo(1);
    }

    @Test
    void nothing_is_committed_while_the_dead_letter_topic_does_not_take_what_is_parked() throws Exception {
        String topic = "kepu.organization.units";
        kafka.create(PARTITIONS, topic);
        kafka.send(List.of(
                record(wire(new UnitMoved(UNIT, "510182101"), 1), 0),
                with(record(wire(new UnitMoved(UNIT, "510182101"), 2), 0), key -> key, _ -> bytes("[]"))));
        Listener listener = new Listener();

        start(new EventSubscription("stuck", List.of(UnitEvent.class), listener));
        await().atMost(Duration.ofMinutes(3)).until(() -> failures("stuck") >= 1);
        assertThat(kafka.committed("stuck", topic)).isZero();
        assertThat(count("stuck", "parked")).isZero();

        kafka.create(PARTITIONS, topic + ".stuck.dlt");
        await().atMost(Duration.ofMinutes(3)).until(() -> kafka.committed("stuck", topic) == 2);

        assertThat(listener.sequences()).containsExactly(1L);
        assertThat(kafka.read(topic + ".stuck.dlt")).hasSize(1);
        assertThat(count("stuck", "parked")).isEqualTo(1);
    }

    @Test
    void a_dead_letter_is_inspected_repaired_and_replayed() throws Exception {
        String topic = "kepu.organization.documents";
        String deadLetters = topic + ".filing.dlt";
        kafka.create(PARTITIONS, topic, deadLetters);
        Instant previous = Instant.parse("2026-01-01T00:00:00Z");
        ProducerRecord<byte[], byte[]> good = record(wire(new DocumentWithdrawn("d-1", "误登", 2026, previous), 1), 2);
        kafka.send(List.of(
                with(good, key -> key, _ -> bytes("{\"documentId\":\"d-1\"}")),
                with(record(wire(new DocumentWithdrawn("d-2", "误登", 2026, previous), 1), 2), "ce_time", "yesterday")));
        Listener listener = new Listener();
        start(new EventSubscription("filing", List.of(DocumentEvent.class), listener));
        await().until(() -> kafka.read(deadLetters).size() == 2);

        assertThat(operate(deadLetters, "list"))
                .contains("2@0\t" + topic + "-2@0\tschema-refused\tkepu.organization.document-withdrawn.v1")
                .contains("2@1\t" + topic + "-2@1\tbad-header")
                .contains("2 dead letters on " + deadLetters);
        assertThat(operate(deadLetters, "show", "2@1"))
                .contains("kepu_reason: bad-header", "ce_time: yesterday", "key: " + UNIT, "\"d-2\"");
        assertThatThrownBy(() -> operate(deadLetters, "replay", "2@0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2@0 would be parked again: schema-refused");
        assertThatThrownBy(() -> operate(deadLetters, "replay", "all")).hasMessageContaining("would be parked again");
        assertThatThrownBy(() -> operate(deadLetters, "show", "0@7")).hasMessageContaining("there is no 0@7");
        assertThatThrownBy(() -> operate(deadLetters, "replay", "2@0", "--set-header", "nonsense"))
                .hasMessageContaining("usage");
        assertThat(listener.taken).isEmpty();

        Path repaired = Files.write(folder.resolve("repaired.json"), good.value());
        assertThat(operate(deadLetters, "replay", "2@0", "--set-value", repaired.toString()))
                .contains("replayed to " + topic + "-2@2");
        assertThat(operate(
                        deadLetters,
                        "replay",
                        "2@1",
                        "--set-header",
                        "ce_time=2026-03-12T01:30:00Z",
                        "--set-key",
                        UNIT))
                .contains("replayed to " + topic + "-2@3");

        await().until(() -> listener.taken.size() == 2);
        assertThat(listener.taken)
                .<DomainEvent>extracting(event -> event.envelope().data())
                .containsExactly(
                        new DocumentWithdrawn("d-1", "误登", 2026, previous),
                        new DocumentWithdrawn("d-2", "误登", 2026, previous));
        assertThat(listener.taken)
                .allSatisfy(event -> assertThat(event.wire().headers()).doesNotContainKey("kepu_reason"));
    }

    private static String operate(String topic, String... words) throws Exception {
        var printed = new ByteArrayOutputStream();
        new DeadLetters(
                        DeadLetters.connection(broker.bootstrapServers(), null),
                        topic,
                        new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(new ArrayDeque<>(List.of(words)));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
