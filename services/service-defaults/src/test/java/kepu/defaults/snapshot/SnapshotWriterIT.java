package kepu.defaults.snapshot;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.Snapshots;
import kepu.contracts.Snapshots.Snapshot;
import kepu.contracts.WireRecord;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.defaults.board.Board;
import kepu.defaults.board.Kafka;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.Epoch;
import kepu.defaults.store.Outboxes;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;

/** Who joins late by way of the snapshots ends with the same as who was there, whatever becomes of their writer. */
@Timeout(600)
class SnapshotWriterIT {
    private static final String GROUP = "organization.snapshot";
    private static final String TOPIC = Contracts.topicOf(BoardEvent.class);
    private static final String SNAPSHOT = Snapshots.topicOf(TOPIC);
    private static final int PARTITIONS = 3;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static TestStore server;

    private final List<SnapshotWriter> writers = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService villages = Executors.newFixedThreadPool(4);
    private TestBroker broker;
    private Kafka kafka;
    private DefaultKafkaProducerFactory<String, byte[]> producers;
    private Outboxes outboxes;
    private OutboxRelay relay;
    private AggregateStore store;

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
        connect(broker.bootstrapServers());
    }

    private void connect(String bootstrapServers) throws Exception {
        kafka = new Kafka(bootstrapServers);
        kafka.create(PARTITIONS, TOPIC);
        producers = new DefaultKafkaProducerFactory<>(kafka.settings().buildProducerProperties());
        producers.setPhysicalCloseTimeout(1);
        outboxes = new Outboxes(server.uri("snapshots"));
        relay = outboxes.relay(producers, Duration.ofSeconds(1));
        relay.start();
        store = outboxes.store(relay);
    }

    @AfterEach
    void end() {
        villages.shutdownNow();
        disconnect();
        broker.close();
    }

    private void disconnect() {
        writers.forEach(writer -> {
            writer.stop();
            writer.destroy();
        });
        relay.stop();
        producers.destroy();
        outboxes.close();
        kafka.close();
    }

    // ---------------------------------------------------------------- the parts

    private void createSnapshotTopic(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("cleanup.policy", "compact");
        kafka.admin()
                .createTopics(List.of(new NewTopic(SNAPSHOT, PARTITIONS, (short) 1).configs(all)))
                .all()
                .get();
    }

    private SnapshotWriter writer() {
        return writer(KafkaTemplate::new, Duration.ofSeconds(20));
    }

    private SnapshotWriter writer(SnapshotWriter.Sending sending, Duration longestTransaction) {
        List<String> topics = List.of(TOPIC);
        var consumers = SnapshotWriter.consumers(kafka.impatientSettings());
        SnapshotWriter writer = new SnapshotWriter(
                "organization",
                topics,
                new WrittenFacts(outboxes.mongo, new Epoch(outboxes.mongo), topics, consumers),
                kafka.impatientSettings(),
                Clock.systemUTC(),
                meters,
                sending,
                longestTransaction);
        writers.add(writer);
        writer.start();
        return writer;
    }

    /** Villages change what hangs on their boards, and each time put up one more that nobody touches again. */
    private List<Future<?>> load(String name, int boards, int updates) {
        return load(name, boards, updates, new AtomicBoolean());
    }

    /** The same, but not longer than until it is enough. */
    private List<Future<?>> load(String name, int boards, int updates, AtomicBoolean enough) {
        return IntStream.range(0, 4)
                .<Future<?>>mapToObj(village -> villages.submit(() -> {
                    for (int board = 0; board < boards; board++) {
                        putUp(name + "-" + village + "-" + board, village + board);
                    }
                    for (int update = 1; update <= updates && !enough.get(); update++) {
                        putUp(name + "-" + village + "-once-" + update, village + update);
                        for (int board = 0; board < boards; board++) {
                            change(name + "-" + village + "-" + board, "第" + update + "期");
                        }
                    }
                }))
                .toList();
    }

    private void putUp(String board, int village) {
        store.create(plain(), new Board(board, "51018210120" + village % 8, "村委会门口"), made -> made.register(AT));
    }

    private void change(String board, String title) {
        store.update(plain(), Board.class, board, found -> found.putUp(title, AT));
    }

    private void awaitTold(List<Future<?>> load) throws ExecutionException, InterruptedException {
        for (Future<?> village : load) {
            village.get();
        }
        await().atMost(LONG).until(() -> outboxes.stillWaiting() == 0);
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Whether the writer has gone through all that lies on the stream. */
    private boolean caughtUp() {
        return kafka.committed(GROUP, TOPIC) == end(TOPIC);
    }

    private long end(String topic) {
        try {
            return kafka
                    .admin()
                    .listOffsets(partitions(topic).stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", isolation),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What was committed to the snapshot topic, in the order of its partitions, by fact. */
    private Map<String, List<Snapshot>> snapshots() {
        return snapshots("read_committed");
    }

    private Map<String, List<Snapshot>> snapshots(String isolation) {
        Map<String, List<Snapshot>> found = new TreeMap<>();
        try (var consumer = consumer(isolation)) {
            List<TopicPartition> partitions = partitions(SNAPSHOT);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> received : consumer.poll(Duration.ofMillis(100))) {
                    found.computeIfAbsent(received.key(), _ -> new ArrayList<>())
                            .add(Snapshots.decode(received).orElseThrow());
                }
            }
        }
        return found;
    }

    private static List<Long> sequences(List<Snapshot> snapshots) {
        return snapshots.stream().map(Snapshot::sequence).toList();
    }

    private void assertOneWhoJoinsHoldsWhat(Subscriber veteran) {
        veteran.catchUp();
        try (Subscriber joining = Subscriber.joining(kafka.bootstrapServers(), TOPIC)) {
            assertThat(joining.catchUp().state()).isEqualTo(veteran.state());
        }
    }

    private static ProducerRecord<byte[], byte[]> told(String topic, String subject, long sequence, DomainEvent event) {
        WireRecord wire = EventCodec.encode(new Envelope<>(
                UUID.randomUUID(),
                subject,
                AT,
                Instant.parse("2026-03-12T09:05:12.345Z"),
                1,
                sequence,
                "510182101201",
                "p-1",
                "c-1",
                null,
                null,
                event));
        var record = new ProducerRecord<>(topic, 0, bytes(wire.key()), bytes(wire.value()));
        wire.headers().forEach((name, text) -> record.headers().add(name, bytes(text)));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> told(String subject, long sequence) {
        return told(
                TOPIC, subject, sequence, new BoardUpdated(subject, subject + "-" + sequence, "第" + sequence + "期"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private double counted(String outcome) {
        return meters.get("kepu.consumer.records")
                .tag("group", GROUP)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    // ---------------------------------------------------------------- joining

    @Test
    void who_joins_in_the_middle_of_a_load_ends_with_what_one_holds_who_was_there_from_the_start() throws Exception {
        createSnapshotTopic(Map.of());
        writer();
        try (Subscriber veteran = Subscriber.thereFromTheStart(kafka.bootstrapServers(), TOPIC)) {
            awaitTold(load("before", 5, 5));
            AtomicBoolean enough = new AtomicBoolean();
            List<Future<?>> load = load("amid", 2, 500, enough);
            await().atMost(LONG).until(() -> kafka.committed(GROUP, TOPIC) > 4 * (5 + 5 * 6));
            List<Subscriber> late = new ArrayList<>();
            try {
                while (late.size() < 8 && load.stream().anyMatch(village -> !village.isDone())) {
                    late.add(Subscriber.joining(kafka.bootstrapServers(), TOPIC));
                }
                enough.set(true);
                awaitTold(load);
                veteran.catchUp();
                assertThat(veteran.state())
                        .hasSize((int) outboxes.mongo.getCollection("boards").countDocuments());
                assertThat(late).isNotEmpty().allSatisfy(each -> {
                    assertThat(each.catchUp().state()).isEqualTo(veteran.state());
                    assertThat(each.heard()).isLessThan(veteran.heard());
                });
            } finally {
                late.forEach(Subscriber::close);
            }
            await().atMost(LONG).until(this::caughtUp);
            assertOneWhoJoinsHoldsWhat(veteran);
        }
    }

    @Test
    void who_joins_needs_nothing_of_the_stream_that_the_snapshot_has_got_past() throws Exception {
        createSnapshotTopic(Map.of());
        writer();
        try (Subscriber veteran = Subscriber.thereFromTheStart(kafka.bootstrapServers(), TOPIC)) {
            awaitTold(load("before", 10, 10));
            await().atMost(LONG).until(this::caughtUp);
            veteran.catchUp();
            Map<TopicPartition, Long> from;
            try (Subscriber joining = Subscriber.joining(kafka.bootstrapServers(), TOPIC)) {
                from = joining.from();
            }
            assertThat(from.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(end(TOPIC));
            Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
            from.forEach((partition, position) -> gone.put(partition, RecordsToDelete.beforeOffset(position)));
            kafka.admin().deleteRecords(gone).all().get();
            List<Future<?>> load = load("after", 5, 10);
            try (Subscriber amid = Subscriber.joining(kafka.bootstrapServers(), TOPIC)) {
                awaitTold(load);
                assertThat(amid.catchUp().state()).isEqualTo(veteran.catchUp().state());
            }
            assertOneWhoJoinsHoldsWhat(veteran);
        }
    }

    @Test
    void who_joins_after_superseded_events_were_compacted_away_misses_nothing() throws Exception {
        createSnapshotTopic(Map.of("segment.ms", "100", "min.cleanable.dirty.ratio", "0.01"));
        writer();
        try (Subscriber veteran = Subscriber.thereFromTheStart(kafka.bootstrapServers(), TOPIC)) {
            awaitTold(load("old", 5, 1));
            for (int round = 2; round < 5; round++) {
                for (int village = 0; village < 4; village++) {
                    for (int board = 0; board < 5; board++) {
                        change("old-" + village + "-" + board, "第" + round + "期");
                    }
                }
                await().atMost(LONG).until(() -> outboxes.stillWaiting() == 0 && caughtUp());
            }
            assertThat(snapshots("read_uncommitted").values().stream()
                            .mapToInt(List::size)
                            .sum())
                    .isGreaterThan(20);
            awaitTold(load("new", 5, 0)); // which begins a new segment; the last one stays as it is
            await().atMost(LONG)
                    .until(() -> caughtUp()
                            && snapshots("read_uncommitted").entrySet().stream()
                                    .filter(fact -> fact.getKey().startsWith("old"))
                                    .allMatch(fact -> fact.getValue().size() == 1));
            assertOneWhoJoinsHoldsWhat(veteran);
            awaitTold(load("later", 3, 3));
            assertOneWhoJoinsHoldsWhat(veteran);
        }
    }

    // ---------------------------------------------------------------- the writer

    @Test
    void a_snapshot_is_the_record_of_the_stream_under_its_fact_with_its_position() throws Exception {
        createSnapshotTopic(Map.of());
        kafka.send(List.of(told("a", 1), told("b", 1), told("a", 2)));
        writer();
        await().atMost(LONG).until(this::caughtUp);
        List<ConsumerRecord<byte[], byte[]>> stream = kafka.read(TOPIC);
        List<ConsumerRecord<byte[], byte[]>> kept = kafka.read(SNAPSHOT);
        assertThat(kept).hasSize(2);
        for (int i = 0; i < 2; i++) {
            ConsumerRecord<byte[], byte[]> source = stream.get(i + 1);
            assertThat(kept.get(i).partition()).isEqualTo(source.partition());
            assertThat(kept.get(i).key()).asString().isEqualTo(Kafka.text(source.headers(), "ce_subject"));
            assertThat(kept.get(i).value()).isEqualTo(source.value());
            Map<String, String> headers = headers(kept.get(i));
            assertThat(headers.remove("kepu_position")).isEqualTo(Long.toString(source.offset()));
            assertThat(headers).isEqualTo(headers(source));
        }
        assertThat(counted("applied")).isEqualTo(2);
        assertThat(counted("duplicate")).isEqualTo(1);
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> received) {
        Map<String, String> headers = new TreeMap<>();
        received.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Test
    void an_old_event_that_is_repeated_after_a_newer_one_is_not_written() throws Exception {
        createSnapshotTopic(Map.of());
        writer();
        kafka.send(List.of(told("a", 1), told("a", 2)));
        await().atMost(LONG).until(this::caughtUp);
        kafka.send(List.of(told("a", 1), told("b", 2), told("b", 1)));
        await().atMost(LONG).until(this::caughtUp);
        kafka.send(List.of(told("a", 1), told("c", 1)));
        await().atMost(LONG).until(this::caughtUp);
        Map<String, List<Snapshot>> snapshots = snapshots();
        assertThat(sequences(snapshots.getOrDefault("a", List.of()))).containsExactly(2L);
        assertThat(sequences(snapshots.getOrDefault("b", List.of()))).containsExactly(2L);
        assertThat(sequences(snapshots.getOrDefault("c", List.of()))).containsExactly(1L);
    }

    @Test
    void an_old_event_is_not_written_either_when_the_database_has_forgotten_the_newer_one() throws Exception {
        createSnapshotTopic(Map.of());
        SnapshotWriter before = writer();
        kafka.send(List.of(told("a", 1), told("a", 2)));
        await().atMost(LONG).until(this::caughtUp);
        before.stop();
        outboxes.mongo.getCollection(WrittenFacts.COLLECTION).drop();
        kafka.send(List.of(told("a", 1), told("b", 1)));
        writer();
        await().atMost(LONG).until(this::caughtUp);
        assertThat(sequences(snapshots().getOrDefault("a", List.of()))).containsExactly(2L);

        new Epoch(outboxes.mongo).bump(); // restored: what was noted meanwhile is gone
        writers.getLast().stop();
        outboxes.mongo
                .getCollection(WrittenFacts.COLLECTION)
                .updateOne(new Document("_id", "boards a"), new Document("$set", new Document("sequence", 1L)));
        kafka.send(List.of(told("a", 1), told("b", 2)));
        writer();
        await().atMost(LONG).until(this::caughtUp);
        assertThat(sequences(snapshots().getOrDefault("a", List.of()))).containsExactly(2L);
        assertThat(sequences(snapshots().getOrDefault("b", List.of()))).containsExactly(1L, 2L);
    }

    @Test
    void what_cannot_be_read_is_passed_over_and_counted_and_holds_up_nothing() throws Exception {
        createSnapshotTopic(Map.of());
        ProducerRecord<byte[], byte[]> unknown = told("a", 1);
        unknown.headers().remove("ce_type").add("ce_type", bytes("kepu.organization.board-repainted.v1"));
        ProducerRecord<byte[], byte[]> elsewhere =
                told(Contracts.topicOf(OfficerEvent.class), "o", 1, new OfficerLeft("o", "退休"));
        kafka.send(List.of(
                unknown,
                new ProducerRecord<>(TOPIC, 0, bytes("k"), bytes("no event")),
                new ProducerRecord<>(TOPIC, 0, elsewhere.key(), elsewhere.value(), elsewhere.headers()),
                told("b", 1)));
        writer();
        await().atMost(LONG).until(this::caughtUp);
        assertThat(snapshots()).containsOnlyKeys("b");
        assertThat(counted("skipped")).isEqualTo(3);
    }

    @Test
    void what_was_noted_and_did_not_reach_kafka_is_written_when_it_comes_again() throws Exception {
        createSnapshotTopic(Map.of());
        AtomicInteger sends = new AtomicInteger();
        writer(
                factory -> new Interrupted(factory, (template, record) -> {
                    if (sends.incrementAndGet() <= 2) {
                        assertThat(outboxes.mongo
                                        .getCollection(WrittenFacts.COLLECTION)
                                        .countDocuments(new Document("_id", "boards a")))
                                .isEqualTo(1);
                        return CompletableFuture.failedFuture(new KafkaException("the connection broke"));
                    }
                    return template.really(record);
                }),
                Duration.ofSeconds(20));
        kafka.send(List.of(told("a", 1), told("a", 2), told("a", 1)));
        await().atMost(LONG).until(this::caughtUp);
        assertThat(sends).hasValueGreaterThan(2);
        assertThat(sequences(snapshots().getOrDefault("a", List.of()))).containsExactly(2L);
        assertThat(meters.get("kepu.consumer.failures").counter().count()).isEqualTo(2);
    }

    @Test
    void a_transaction_that_took_too_long_is_begun_again_and_nothing_is_passed_over() throws Exception {
        createSnapshotTopic(Map.of());
        AtomicBoolean slow = new AtomicBoolean(true);
        writer(
                factory -> new Interrupted(factory, (template, record) -> {
                    CompletableFuture<SendResult<String, byte[]>> sent = template.really(record);
                    if (slow.getAndSet(false)) {
                        sent.join();
                        await().atMost(LONG).until(() -> ongoingTransactions() == 0);
                    }
                    return sent;
                }),
                Duration.ofSeconds(1));
        kafka.send(List.of(told("a", 1), told("b", 1)));
        await().atMost(LONG).until(() -> !slow.get());
        kafka.send(List.of(told("c", 1)));
        await().atMost(LONG).until(this::caughtUp);
        assertThat(snapshots()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void a_producer_that_somebody_else_takes_the_name_of_is_given_up_and_nothing_is_passed_over() throws Exception {
        createSnapshotTopic(Map.of());
        AtomicBoolean alone = new AtomicBoolean(true);
        writer(
                factory -> new Interrupted(factory, (template, record) -> {
                    CompletableFuture<SendResult<String, byte[]>> sent = template.really(record);
                    sent.join();
                    if (alone.getAndSet(false)) {
                        takeTheNameOf(onlyTransaction());
                    }
                    return sent;
                }),
                Duration.ofSeconds(20));
        kafka.send(List.of(told("a", 1), told("b", 1)));
        await().atMost(LONG).until(() -> !alone.get());
        kafka.send(List.of(told("c", 1)));
        await().atMost(LONG).until(this::caughtUp);
        assertThat(snapshots()).containsOnlyKeys("a", "b", "c");
    }

    private String onlyTransaction() {
        try {
            return kafka.admin().listTransactions().all().get().stream()
                    .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                    .map(TransactionListing::transactionalId)
                    .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void takeTheNameOf(String transactionalId) {
        try (var other = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
                new StringSerializer(),
                new ByteArraySerializer())) {
            other.initTransactions();
        }
    }

    /** A template that somebody stands in front of. */
    private static final class Interrupted extends KafkaTemplate<String, byte[]> {
        private final Sending sending;

        interface Sending {
            CompletableFuture<SendResult<String, byte[]>> send(
                    Interrupted template, ProducerRecord<String, byte[]> record);
        }

        Interrupted(ProducerFactory<String, byte[]> producers, Sending sending) {
            super(producers);
            this.sending = sending;
        }

        @Override
        public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> record) {
            return sending.send(this, record);
        }

        CompletableFuture<SendResult<String, byte[]>> really(ProducerRecord<String, byte[]> record) {
            return super.send(record);
        }
    }

    private long ongoingTransactions() throws ExecutionException, InterruptedException {
        return kafka.admin().listTransactions().all().get().stream()
                .filter(transaction -> switch (transaction.state()) {
                    case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> true;
                    default -> false;
                })
                .count();
    }

    @Test
    void a_writer_that_is_killed_and_started_again_misses_nothing_and_writes_nothing_old_after_something_new()
            throws Exception {
        createSnapshotTopic(Map.of());
        try (Subscriber veteran = Subscriber.thereFromTheStart(kafka.bootstrapServers(), TOPIC)) {
            List<Future<?>> load = load("killed", 15, 40);
            for (int life = 0; life < 3; life++) {
                long already = end(SNAPSHOT);
                Process process = SnapshotProcess.start(
                        kafka.bootstrapServers(),
                        server.uri("snapshots"),
                        outboxes.mongo.getDb().getName(),
                        TOPIC);
                try {
                    await().atMost(LONG)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() ->
                                    end(SNAPSHOT) > already || load.stream().allMatch(Future::isDone));
                } finally {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            }
            awaitTold(load);
            SnapshotWriter stopped = writer();
            await().atMost(LONG).until(() -> kafka.committed(GROUP, TOPIC) > 0);
            stopped.stop();
            awaitTold(load("after", 5, 5));
            writer();
            await().atMost(LONG).until(this::caughtUp);
            // what a killed one has left open ends when its time is up
            await().atMost(LONG).until(() -> ongoingTransactions() == 0);
            veteran.catchUp();

            Map<String, String> newest = new TreeMap<>();
            snapshots().forEach((fact, written) -> {
                assertThat(sequences(written)).as(fact).isSorted();
                assertThat(written.stream().map(Snapshot::position)).as(fact).isSorted();
                newest.put(
                        fact,
                        written.getLast().epoch() + "." + written.getLast().sequence());
            });
            assertThat(newest)
                    .isEqualTo(veteran.state().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, fact -> fact.getValue().split(" ")[0])));
            assertOneWhoJoinsHoldsWhat(veteran);
        }
    }

    @Test
    void two_writers_share_the_partitions_and_one_goes_on_alone() throws Exception {
        createSnapshotTopic(Map.of());
        SnapshotWriter one = writer();
        writer();
        try (Subscriber veteran = Subscriber.thereFromTheStart(kafka.bootstrapServers(), TOPIC)) {
            List<Future<?>> load = load("shared", 10, 20);
            await().atMost(LONG).until(() -> kafka.committed(GROUP, TOPIC) > 100);
            one.stop();
            awaitTold(load);
            await().atMost(LONG).until(this::caughtUp);
            snapshots()
                    .forEach((fact, written) ->
                            assertThat(sequences(written)).as(fact).isSorted());
            assertOneWhoJoinsHoldsWhat(veteran);
        }
    }

    @Test
    void while_kafka_is_away_commands_are_answered_the_writer_ends_at_once_and_goes_on_when_it_is_back()
            throws Exception {
        disconnect();
        EmbeddedBroker own = EmbeddedBroker.start(folder, 0);
        try {
            connect(own.bootstrapServers());
            createSnapshotTopic(Map.of());
            SnapshotWriter staying = writer();
            awaitTold(load("before", 2, 2));
            await().atMost(LONG).until(this::caughtUp);

            own.close();
            for (Future<?> village : load("away", 2, 2)) {
                village.get();
            }
            SnapshotWriter leaving = writer();
            Instant start = Instant.now();
            leaving.stop();
            assertThat(Duration.between(start, Instant.now())).isLessThan(LONG);
            assertThat(staying.isRunning()).isTrue();
            assertThat(outboxes.stillWaiting()).isEqualTo(4 * (2 + 2));

            own = EmbeddedBroker.start(folder, own.port());
            await().atMost(LONG).until(() -> outboxes.stillWaiting() == 0 && caughtUp());
            assertThat(snapshots())
                    .hasSize(2 * 4 * (2 + 2))
                    .allSatisfy((fact, written) ->
                            assertThat(written.getLast().sequence()).isEqualTo(fact.contains("once") ? 1 : 3));
        } finally {
            own.close();
        }
    }
}
