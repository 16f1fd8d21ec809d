package kepu.defaults.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import kepu.defaults.audit.AuditChain;
import kepu.defaults.audit.AuditEntry;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Tells Kafka what the aggregates' outboxes hold: at least once, per aggregate in sequence, without gaps; and the audit
 * log, once Kafka has it, what each command did.
 *
 * <p>A nudge after each write makes it instant; a sweep finds what a crash or another instance left. While Kafka is
 * away it waits and loses nothing. Two relays at once only make duplicates.
 *
 * <p>The producer never gives a record up by itself ({@code delivery.timeout.ms} is endless) and has one request under
 * way at a time: were one dropped or refused, the records behind it would overtake it.
 */
public final class OutboxRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final String RECORDED_AT = "ce_recordedat";
    private static final int BATCH = 1_000;
    private static final int MOST_RECORDS = 10_000;
    private static final int MOST_AUDIT_CHARACTERS = 16 * 1024 * 1024;
    private static final int MOST_WAITING = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int PATIENCES_BEFORE_RESET = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration[] AGES = Stream.of(
                    100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** Multikey and partial: it holds only documents with something to tell, and of those only the sequences. */
    private static final Bson UNSENT = Filters.gt("outbox.seq", 0L);

    private final MongoOperations mongo;
    private final KafkaTemplate<String, byte[]> kafka;
    private final KafkaAdmin topics;
    private final AuditChain audit;
    private final List<String> collections;
    private final Duration sweepEvery;
    private final Duration patience;
    private final Clock clock;
    private final Counter sent;
    private final Counter failed;
    private final Timer age;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final LinkedHashMap<Place, Long> waiting = new LinkedHashMap<>();
    private Map<Place, Long> underway = Map.of();
    private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private volatile List<Thread> threads = List.of();
    private volatile boolean topicsThere;
    private volatile boolean failing;

    /** A document with something to tell. */
    private record Place(String collection, String id) {}

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
    OutboxRelay(
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin topics,
            AuditChain audit,
            List<String> collections,
            Duration sweepEvery,
            Duration patience,
            Clock clock,
            MeterRegistry meters) {
        this.patience = patience;
        this.mongo = mongo;
        this.kafka = kafka;
        this.topics = topics;
        this.audit = audit;
        this.collections = collections;
        this.sweepEvery = sweepEvery;
        this.clock = clock;
        this.sent = relayed(meters, "sent");
        this.failed = relayed(meters, "failed");
        this.age = Timer.builder("kepu.outbox.age")
                .description("age of an event, from being recorded, when Kafka acknowledged it")
                .serviceLevelObjectives(AGES)
                .register(meters);
        Gauge.builder("kepu.outbox.pending", this, relay -> relay.pending())
                .description("aggregates with events that are not on Kafka yet")
                .register(meters);
        Gauge.builder("kepu.outbox.oldest.age", this, relay -> relay.oldestAge().toMillis() / 1000.0)
                .description("age of the oldest event that is not on Kafka yet")
                .baseUnit("seconds")
                .register(meters);
    }

    private static Counter relayed(MeterRegistry meters, String result) {
        return Counter.builder("kepu.relay.records")
                .description("events that Kafka acknowledged, and attempts that it did not answer or refused")
                .tag("result", result)
                .register(meters);
    }

    /** This document has something to tell. */
    void nudge(String collection, String id) {
        enlist(new Place(collection, id), clock.millis());
    }

    private void enlist(Place place, long since) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.merge(place, since, Math::min);
            } // else: the sweep finds it
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Aggregates known to have something to tell. */
    public int pending() {
        lock.lock();
        try {
            return waiting.size()
                    + (int) underway.keySet().stream()
                            .filter(place -> !waiting.containsKey(place))
                            .count();
        } finally {
            lock.unlock();
        }
    }

    /** Since when the oldest of them waits. */
    public Duration oldestAge() {
        lock.lock();
        try {
            long oldest = Math.min(oldest(underway), oldest(waiting));
            return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - oldest));
        } finally {
            lock.unlock();
        }
    }

    /** Whether Kafka or the store does not answer, or refuses, just now. */
    public boolean failing() {
        return failing;
    }

    private static long oldest(Map<Place, Long> places) {
        return places.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** Before the web server starts, and after it has stopped taking commands. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        collections.forEach(this::index);
        audit.start();
        stopped = new CompletableFuture<>();
        threads = List.of(
                Thread.ofPlatform().name("outbox-relay").daemon().start(this::run),
                Thread.ofPlatform().name("outbox-sweep").daemon().start(this::sweepAgainAndAgain));
    }

    /** Ends without waiting for Kafka: what is not told yet stays in the store for the next relay. */
    @Override
    public void stop() {
        stopped.complete(null);
        lock.lock();
        try {
            something.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
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

    private void index(String collection) {
        mongo.getCollection(collection)
                .createIndex(
                        new Document("outbox.seq", 1),
                        new IndexOptions().name("outbox-unsent").partialFilterExpression(UNSENT));
        mongo.getCollection(collection).createIndex(new Document("unitId", 1).append("_id", 1));
    }

    private void run() {
        CompletableFuture<Void> end = stopped;
        Duration pause = FIRST_PAUSE;
        while (!end.isDone() && !Thread.currentThread().isInterrupted()) {
            try {
                tell(take(end), end);
                failing = false;
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) { // also an Error: a relay that has silently ended is worse than one that tries on
                trouble("the outbox waits {} ms before it tries again: {}", pause.toMillis(), e);
                waitAgain(underway.keySet());
                await(end, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void trouble(String what, long millis, Object why) {
        failing = true;
        failed.increment();
        log.warn(what, millis, why.toString());
    }

    private void sweepAgainAndAgain() {
        CompletableFuture<Void> end = stopped;
        do {
            try {
                collections.forEach(this::sweep);
                if (!topicsThere) { // Kafka may have been away at start
                    topics.initialize();
                    topicsThere = true;
                }
            } catch (RuntimeException e) {
                log.warn("neither all outboxes nor all topics could be looked through: {}", e.toString());
            }
        } while (!await(end, topicsThere || sweepEvery.compareTo(LONGEST_PAUSE) < 0 ? sweepEvery : LONGEST_PAUSE));
    }

    private void sweep(String collection) {
        for (Document left : mongo.getCollection(collection)
                .find(UNSENT)
                .projection(Projections.include("outbox.headers." + RECORDED_AT))
                .limit(MOST_WAITING)) {
            enlist(new Place(collection, left.getString("_id")), recordedAt(left));
        }
    }

    private long recordedAt(Document left) {
        return left.getList("outbox", Document.class, List.of()).stream()
                .map(entry -> entry.getEmbedded(List.of("headers", RECORDED_AT), String.class))
                .filter(Objects::nonNull)
                .mapToLong(text -> Instant.parse(text).toEpochMilli())
                .min()
                .orElseGet(clock::millis);
    }

    private long recordedAt(OutboxEntry entry) {
        String text = entry.wire().headers().get(RECORDED_AT);
        return text == null ? clock.millis() : Instant.parse(text).toEpochMilli();
    }

    /** Sleeps until there is something to tell. */
    private Map<Place, Long> take(CompletableFuture<Void> end) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !end.isDone()) {
                failing = false;
                something.await();
            }
            Map<Place, Long> batch = new LinkedHashMap<>();
            var places = waiting.entrySet().iterator();
            while (places.hasNext() && batch.size() < BATCH) {
                var place = places.next();
                batch.put(place.getKey(), place.getValue());
                places.remove();
            }
            underway = batch;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Of what is under way these wait again; the rest is done. */
    private void waitAgain(Set<Place> left) {
        lock.lock();
        try {
            underway.forEach((place, since) -> {
                if (left.contains(place)) {
                    waiting.merge(place, since, Math::min);
                }
            });
            underway = Map.of();
        } finally {
            lock.unlock();
        }
    }

    /** @return whether the relay was told to stop meanwhile */
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

    private void tell(Map<Place, Long> batch, CompletableFuture<Void> end) throws InterruptedException {
        Set<Place> left = new LinkedHashSet<>(batch.keySet());
        List<Sending> sendings = send(batch, left);
        awaitAcknowledgements(sendings, end);
        sendings.forEach(Sending::settle);
        // After Kafka, so that the log never tells of an event that nobody can hear; before it is forgotten here.
        audit.append(sendings.stream().flatMap(Sending::audits).toList());
        remove(sendings);
        RuntimeException trouble = null;
        boolean refused = false;
        for (Sending sending : sendings) {
            if (sending.acknowledged == sending.entries) {
                left.remove(sending.place);
            }
            Throwable failure = sending.failure();
            if (failure != null) {
                trouble = new IllegalStateException("Kafka did not take an event: " + failure, failure);
                refused |= failure != sending.notTaken;
            }
        }
        waitAgain(left);
        if (refused) { // a producer in a fatal state never leaves it
            kafka.getProducerFactory().reset();
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Hands over what the documents hold; those that hold nothing are no longer {@code left}. */
    private List<Sending> send(Map<Place, Long> batch, Set<Place> left) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        batch.keySet()
                .forEach(place -> ids.computeIfAbsent(place.collection(), _ -> new ArrayList<>())
                        .add(place.id()));
        List<Sending> sendings = new ArrayList<>();
        int records = 0;
        long characters = 0;
        for (var some : ids.entrySet()) {
            Set<String> silent = new LinkedHashSet<>(some.getValue());
            for (Document document : outboxes(some.getKey())
                    .find(Filters.in("_id", some.getValue()))
                    .projection(Projections.include("outbox"))) {
                Sending sending = new Sending(new Place(some.getKey(), document.getString("_id")));
                sendings.add(sending);
                silent.remove(sending.place.id());
                sending.send(document);
                records += sending.acknowledgements.size();
                if (sending.kafkaIsAway()) { // each further send would wait in vain
                    topicsThere = false;
                    return sendings;
                }
                characters += sending.auditCharacters();
                if (records >= MOST_RECORDS || characters >= MOST_AUDIT_CHARACTERS) {
                    return sendings;
                }
            }
            silent.forEach(id -> left.remove(new Place(some.getKey(), id)));
        }
        return sendings;
    }

    private MongoCollection<Document> outboxes(String collection) {
        return mongo.getCollection(collection).withReadConcern(ReadConcern.MAJORITY);
    }

    private void awaitAcknowledgements(List<Sending> sendings, CompletableFuture<Void> end)
            throws InterruptedException {
        CompletableFuture<?> all = CompletableFuture.allOf(sendings.stream()
                .flatMap(sending -> sending.acknowledgements.stream())
                .toArray(CompletableFuture<?>[]::new));
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

    private void remove(List<Sending> sendings) {
        Map<String, List<WriteModel<Document>>> removals = new HashMap<>();
        for (Sending sending : sendings) {
            if (sending.acknowledged > 0) {
                long upTo = sending.sequences.get(sending.acknowledged - 1);
                removals.computeIfAbsent(sending.place.collection(), _ -> new ArrayList<>())
                        .add(new UpdateOneModel<>(
                                Filters.eq("_id", sending.place.id()),
                                Updates.pull("outbox", Filters.lte("seq", upTo))));
            }
        }
        removals.forEach((collection, pulls) ->
                mongo.getCollection(collection).bulkWrite(pulls, new BulkWriteOptions().ordered(false)));
    }

    /** What was sent of one outbox. */
    private final class Sending {
        private final Place place;
        private final List<Long> sequences = new ArrayList<>();
        private final List<Optional<AuditEntry>> audits = new ArrayList<>();
        private final List<Long> recordedAts = new ArrayList<>();

        /** When it was acknowledged. */
        private final List<CompletableFuture<Long>> acknowledgements = new ArrayList<>();

        private @Nullable Throwable notTaken;
        private int entries;
        private int acknowledged;

        Sending(Place place) {
            this.place = place;
        }

        /** Hands the entries over in sequence, up to the first that the producer does not take. */
        void send(Document document) {
            List<Document> waiting = document.getList("outbox", Document.class, List.of());
            entries = waiting.size();
            List<OutboxEntry> outbox;
            try {
                outbox = waiting.stream()
                        .map(OutboxEntry::read)
                        .sorted(Comparator.comparingLong(OutboxEntry::sequence))
                        .toList();
            } catch (RuntimeException e) { // a document that something else has spoilt holds up only itself
                notTaken = e;
                return;
            }
            for (OutboxEntry entry : outbox) {
                CompletableFuture<Long> acknowledgement;
                long recordedAt;
                try {
                    recordedAt = recordedAt(entry);
                    acknowledgement =
                            kafka.send(entry.wire().toProducerRecord()).thenApply(_ -> clock.millis());
                } catch (RuntimeException e) {
                    notTaken = e;
                    return;
                }
                if (acknowledgement.isCompletedExceptionally()) {
                    notTaken = acknowledgement.exceptionNow();
                    return;
                }
                sequences.add(entry.sequence());
                recordedAts.add(recordedAt);
                audits.add(Optional.ofNullable(entry.audit()));
                acknowledgements.add(acknowledgement);
            }
        }

        /** The producer waited for the topic's metadata, or for room, until its patience ended. */
        boolean kafkaIsAway() {
            for (Throwable cause = notTaken; cause != null; cause = cause.getCause()) {
                if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                    return true;
                }
            }
            return false;
        }

        /** Counts the entries before the first that is not acknowledged: what may leave the outbox. */
        void settle() {
            while (acknowledged < acknowledgements.size()
                    && acknowledgements.get(acknowledged).isDone()
                    && !acknowledgements.get(acknowledged).isCompletedExceptionally()) {
                long took = acknowledgements.get(acknowledged).resultNow() - recordedAts.get(acknowledged);
                age.record(Math.max(0, took), TimeUnit.MILLISECONDS);
                acknowledged++;
            }
            sent.increment(acknowledged);
        }

        long auditCharacters() {
            return audits.stream()
                    .flatMap(Optional::stream)
                    .mapToLong(entry -> entry.text().length())
                    .sum();
        }

        /** What the commands did whose events may leave the outbox. */
        Stream<AuditEntry> audits() {
            return audits.stream().limit(acknowledged).flatMap(Optional::stream);
        }

        @Nullable
        Throwable failure() {
            if (acknowledged == acknowledgements.size()) {
                return notTaken;
            }
            CompletableFuture<?> first = acknowledgements.get(acknowledged);
            return first.isCompletedExceptionally() ? first.exceptionNow() : null;
        }
    }
}
