package kepu.defaults.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kepu.contracts.WireRecord;
import kepu.defaults.audit.AuditChain;
import kepu.defaults.pace.Pace;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends to Kafka what the aggregates' outboxes hold: at least once, per aggregate in sequence, without gaps; and to the
 * audit log, once Kafka has it, what each command did.
 *
 * <p>A nudge after each write makes it instant; a sweep finds what a crash or another instance left. While Kafka is
 * away it waits and loses nothing. Two relays at once only make duplicates.
 *
 * <p>The producer never gives a record up by itself ({@code delivery.timeout.ms} is endless) and has one request under
 * way at a time: were one dropped or refused, the records behind it would overtake it.
 */
public final class OutboxRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int MOST_RECORDS = 10_000;
    private static final int MOST_AUDIT_CHARACTERS = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int PATIENCES_BEFORE_RESET = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutboxDocuments documents;
    private final PendingOutboxes pending;
    private final KafkaTemplate<String, byte[]> kafka;
    private final KafkaAdmin topics;
    private final AuditChain audit;
    private final OutboxSettlement settlement;
    private final Duration sweepEvery;
    private final Duration patience;
    private final Clock clock;
    private final RelayMeters meters;

    private final OutboxSend.Producer producer = new OutboxSend.Producer() {
        @Override
        public long recordedAt(WireRecord wire) {
            return documents.recordedAt(wire);
        }

        @Override
        public CompletableFuture<Long> send(WireRecord wire) {
            return kafka.send(wire.toProducerRecord()).thenApply(_ -> clock.millis());
        }
    };

    private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private volatile List<Thread> threads = List.of();
    private volatile boolean topicsThere;
    private volatile boolean failing;

    /**
     * @param audit where what the commands did goes before it leaves the outbox
     * @param collections where aggregates live
     * @param sweepEvery how often leftovers are looked for
     */
    public OutboxRelay(
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin topics,
            AuditChain audit,
            List<String> collections,
            Duration sweepEvery,
            Clock clock,
            MeterRegistry meters) {
        this(mongo, kafka, topics, audit, collections, sweepEvery, PATIENCE, clock, meters);
    }

    /** @param patience how long Kafka may take to answer before that counts as failing */
    public OutboxRelay(
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin topics,
            AuditChain audit,
            List<String> collections,
            Duration sweepEvery,
            Duration patience,
            Clock clock,
            MeterRegistry meters) {
        this.documents = new OutboxDocuments(mongo, collections, clock);
        this.pending = new PendingOutboxes(clock);
        this.kafka = kafka;
        this.topics = topics;
        this.audit = audit;
        this.settlement = new OutboxSettlement(documents, pending, audit);
        this.sweepEvery = sweepEvery;
        this.patience = patience;
        this.clock = clock;
        this.meters = new RelayMeters(pending, meters);
    }

    /**
     * This document has something to send.
     *
     * @param outbox all that it has to send, as a majority of the store's members holds it; null if that has to be read
     */
    public void nudge(String collection, String id, @Nullable List<Document> outbox) {
        pending.add(new OutboxId(collection, id), clock.millis(), outbox);
    }

    /** Aggregates known to have something to send. */
    public int pending() {
        return pending.count();
    }

    /** Since when the oldest of them waits. */
    public Duration oldestAge() {
        return pending.oldestAge();
    }

    /** Whether Kafka or the store does not answer, or refuses, just now. */
    public boolean failing() {
        return failing;
    }

    /** Before the web server starts, and after it has stopped taking commands. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        documents.createIndexes();
        audit.start();
        settlement.start();
        stopped = new CompletableFuture<>();
        threads = List.of(
                Thread.ofPlatform().name("outbox-relay").daemon().start(this::relayAgainAndAgain),
                Thread.ofPlatform().name("outbox-sweep").daemon().start(this::sweepAgainAndAgain));
    }

    /** Ends without waiting for Kafka: what is not sent yet stays in the store for the next relay. */
    @Override
    public void stop() {
        stopped.complete(null);
        pending.wake();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
            settlement.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads = List.of();
        audit.stop();
    }

    @Override
    public boolean isRunning() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    private void relayAgainAndAgain() {
        CompletableFuture<Void> end = stopped;
        Duration pause = FIRST_PAUSE;
        while (!end.isDone() && !Thread.currentThread().isInterrupted()) {
            try {
                Map<OutboxId, @Nullable List<Document>> batch = pending.take(end::isDone, () -> failing = false);
                long begun = System.nanoTime();
                relay(batch, end);
                failing = false;
                pause = FIRST_PAUSE;
                await(end, Pace.leftSince(begun));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) { // also an Error: a relay that has silently ended is worse than one that tries on
                trouble("the outbox waits {} ms before it tries again: {}", pause.toMillis(), e);
                await(end, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void trouble(String what, long millis, Object why) {
        failing = true;
        meters.failed();
        log.warn(what, millis, why.toString());
    }

    private void sweepAgainAndAgain() {
        CompletableFuture<Void> end = stopped;
        do {
            try {
                documents.findUnsent(pending::add);
                if (!topicsThere) { // Kafka may have been away at start
                    topics.initialize();
                    topicsThere = true;
                }
            } catch (RuntimeException e) {
                log.warn("neither all outboxes nor all topics could be looked through: {}", e.toString());
            }
        } while (!await(end, topicsThere || sweepEvery.compareTo(LONGEST_PAUSE) < 0 ? sweepEvery : LONGEST_PAUSE));
    }

    /** @return whether the relay is to stop */
    private static boolean await(CompletableFuture<?> end, Duration longest) {
        try {
            end.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void relay(Map<OutboxId, @Nullable List<Document>> taken, CompletableFuture<Void> end)
            throws InterruptedException {
        Set<OutboxId> batch = taken.keySet();
        List<OutboxSend> sends = List.of();
        boolean begun = false;
        try {
            if (settlement.hasFailed()) { // its batch waits again: sent at once it would only be sent twice
                settlement.throwFailureOfLast();
            }
            Set<OutboxId> empty = new LinkedHashSet<>();
            sends = send(taken, empty);
            awaitAcknowledgements(sends, end);
            sends.forEach(send -> send.settle(meters::sent));
            settlement.begin(batch, sends, empty);
            begun = true;
        } finally {
            if (!begun) {
                pending.waitAgain(batch, batch, Map.of());
            }
        }
        if (sends.stream().anyMatch(OutboxSend::isRefused)) { // a producer in a fatal state never leaves it
            kafka.getProducerFactory().reset();
        }
        failIfOneFailed(sends);
    }

    private static void failIfOneFailed(List<OutboxSend> sends) {
        for (OutboxSend send : sends) {
            Throwable failure = send.failure();
            if (failure != null) {
                throw new IllegalStateException("Kafka did not take an event: " + failure, failure);
            }
        }
    }

    /** Hands over what the outboxes hold; says which are {@code empty}. */
    private List<OutboxSend> send(Map<OutboxId, @Nullable List<Document>> batch, Set<OutboxId> empty) {
        Sending sending = new Sending();
        Map<String, List<String>> unknown = new LinkedHashMap<>();
        for (var outbox : batch.entrySet()) {
            OutboxId id = outbox.getKey();
            List<Document> entries = outbox.getValue();
            if (entries == null) {
                unknown.computeIfAbsent(id.collection(), _ -> new ArrayList<>()).add(id.id());
            } else if (!sending.handOver(id, new Document("outbox", entries))) {
                return sending.sends;
            }
        }
        for (var some : unknown.entrySet()) {
            Set<String> unread = new LinkedHashSet<>(some.getValue());
            for (Document document : documents.read(some.getKey(), some.getValue())) {
                OutboxId id = new OutboxId(some.getKey(), document.getString("_id"));
                unread.remove(id.id());
                if (!sending.handOver(id, document)) {
                    return sending.sends;
                }
            }
            unread.forEach(id -> empty.add(new OutboxId(some.getKey(), id)));
        }
        return sending.sends;
    }

    private final class Sending {
        private final List<OutboxSend> sends = new ArrayList<>();
        private int records;
        private long characters;

        /** Whether more may follow. */
        boolean handOver(OutboxId id, Document document) {
            OutboxSend send = OutboxSend.of(id, document, producer);
            sends.add(send);
            if (send.kafkaIsAway()) { // each further send would wait in vain
                topicsThere = false;
                return false;
            }
            records += send.records();
            characters += send.auditCharacters();
            return records < MOST_RECORDS && characters < MOST_AUDIT_CHARACTERS;
        }
    }

    private void awaitAcknowledgements(List<OutboxSend> sends, CompletableFuture<Void> end)
            throws InterruptedException {
        CompletableFuture<?> all = CompletableFuture.allOf(
                sends.stream().flatMap(OutboxSend::acknowledgements).toArray(CompletableFuture<?>[]::new));
        CompletableFuture<?> allOrEnd = CompletableFuture.anyOf(all.exceptionally(_ -> null), end);
        long start = System.nanoTime();
        for (int waits = 1; !await(allOrEnd, patience); waits++) {
            topicsThere = false; // a broker that lost its data lost its topics too
            trouble("Kafka has not answered for {} ms; the events {}", elapsedMillis(start), "wait in the store");
            if (waits % PATIENCES_BEFORE_RESET == 0) { // should it be the producer that is stuck
                kafka.getProducerFactory().reset();
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static long elapsedMillis(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
