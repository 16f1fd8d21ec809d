package kepu.defaults.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Tells Kafka what the aggregates' outboxes hold: at least once, per aggregate in sequence, without gaps.
 *
 * <p>A nudge after each write makes it instant; a sweep finds what a crash or another instance left. While Kafka is
 * away it tries again with growing pauses and loses nothing. Two relays at once only make duplicates.
 */
public final class OutboxRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int BATCH = 500;
    private static final int MOST_WAITING = 100_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MongoOperations mongo;
    private final KafkaTemplate<String, byte[]> kafka;
    private final KafkaAdmin topics;
    private final List<String> collections;
    private final Duration sweepEvery;
    private final Clock clock;
    private final Counter sent;
    private final Counter failed;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final LinkedHashMap<Place, Long> waiting = new LinkedHashMap<>();
    private volatile Map<Place, Long> underway = Map.of();
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile boolean failing;

    /** A document with something to tell. */
    private record Place(String collection, String id) {}

    /**
     * @param collections where aggregates live
     * @param sweepEvery how often leftovers are looked for
     */
    public OutboxRelay(
            MongoOperations mongo,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin topics,
            List<String> collections,
            Duration sweepEvery,
            Clock clock,
            MeterRegistry meters) {
        this.mongo = mongo;
        this.kafka = kafka;
        this.topics = topics;
        this.collections = collections;
        this.sweepEvery = sweepEvery;
        this.clock = clock;
        this.sent = relayed(meters, "sent");
        this.failed = relayed(meters, "failed");
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
                .description("events handed to Kafka")
                .tag("result", result)
                .register(meters);
    }

    /** This document has something to tell. */
    void nudge(String collection, String id) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.putIfAbsent(new Place(collection, id), clock.millis());
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
            return waiting.size() + underway.size();
        } finally {
            lock.unlock();
        }
    }

    /** Since when the oldest of them waits. */
    public Duration oldestAge() {
        lock.lock();
        try {
            long oldest = Math.min(oldest(underway), oldest(waiting));
            return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(clock.millis() - oldest);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last attempt to reach Kafka or the store failed. */
    public boolean failing() {
        return failing;
    }

    private static long oldest(Map<Place, Long> places) {
        return places.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public void start() {
        stopping = false;
        collections.forEach(this::index);
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public void stop() {
        stopping = true;
        lock.lock();
        try {
            something.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void index(String collection) {
        mongo.getCollection(collection)
                .createIndex(
                        new Document("outbox.0", 1),
                        new com.mongodb.client.model.IndexOptions()
                                .name("outbox-waiting")
                                .partialFilterExpression(Filters.exists("outbox.0")));
        mongo.getCollection(collection).createIndex(new Document("unitId", 1).append("_id", 1));
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        long nextSweep = System.nanoTime();
        while (!stopping) {
            try {
                if (System.nanoTime() - nextSweep >= 0) {
                    sweep();
                    nextSweep = System.nanoTime() + sweepEvery.toNanos();
                }
                Map<Place, Long> batch = take(Duration.ofNanos(nextSweep - System.nanoTime()));
                if (!batch.isEmpty()) {
                    tell(batch);
                }
                failing = false;
                pause = FIRST_PAUSE;
            } catch (RuntimeException e) {
                failing = true;
                failed.increment();
                log.warn("the outbox waits {} ms before it tries again: {}", pause.toMillis(), e.toString());
                giveBack();
                await(pause);
                topics.initialize(); // a topic is missing if Kafka was away at start
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void sweep() {
        for (String collection : collections) {
            for (Document left : mongo.getCollection(collection)
                    .find(Filters.exists("outbox.0"))
                    .projection(Projections.include("_id"))
                    .limit(MOST_WAITING)) {
                nudge(collection, left.getString("_id"));
            }
        }
    }

    private Map<Place, Long> take(Duration longest) {
        lock.lock();
        try {
            if (waiting.isEmpty() && !stopping && longest.isPositive()) {
                awaitSignal(longest);
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

    private void giveBack() {
        lock.lock();
        try {
            underway.forEach(waiting::putIfAbsent);
            underway = Map.of();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long end = System.nanoTime() + pause.toNanos();
            while (!stopping && System.nanoTime() < end) {
                awaitSignal(Duration.ofNanos(end - System.nanoTime()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitSignal(Duration longest) {
        try {
            something.awaitNanos(longest.toNanos());
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Map<Place, Long> batch) {
        Map<String, List<String>> ids = new HashMap<>();
        batch.keySet()
                .forEach(place -> ids.computeIfAbsent(place.collection(), _ -> new ArrayList<>())
                        .add(place.id()));
        List<Sending> sendings = new ArrayList<>();
        ids.forEach((collection, some) -> {
            for (Document document : outboxes(collection)
                    .find(Filters.in("_id", some))
                    .projection(Projections.include("outbox"))) {
                sendings.add(send(new Place(collection, document.getString("_id")), document));
            }
        });
        kafka.flush();
        Map<String, List<WriteModel<Document>>> removals = new HashMap<>();
        RuntimeException trouble = null;
        for (Sending sending : sendings) {
            long upTo = sending.acknowledged();
            if (upTo > 0) {
                removals.computeIfAbsent(sending.place.collection(), _ -> new ArrayList<>())
                        .add(new UpdateOneModel<>(
                                Filters.eq("_id", sending.place.id()),
                                Updates.pull("outbox", Filters.lte("seq", upTo))));
            }
            if (sending.failure != null) {
                trouble = new IllegalStateException("Kafka did not take an event", sending.failure);
            }
        }
        removals.forEach((collection, pulls) ->
                mongo.getCollection(collection).bulkWrite(pulls, new BulkWriteOptions().ordered(false)));
        if (trouble != null) {
            throw trouble;
        }
        underway = Map.of();
    }

    private MongoCollection<Document> outboxes(String collection) {
        return mongo.getCollection(collection).withReadConcern(ReadConcern.MAJORITY);
    }

    private Sending send(Place place, Document document) {
        List<OutboxEntry> entries = document.getList("outbox", Document.class, List.of()).stream()
                .map(OutboxEntry::read)
                .sorted(Comparator.comparingLong(OutboxEntry::sequence))
                .toList();
        List<CompletableFuture<?>> acknowledgements = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            CompletableFuture<?> acknowledgement = kafka.send(entry.wire().toProducerRecord());
            if (acknowledgement.isCompletedExceptionally()) { // Kafka is away: each further send would wait in vain
                throw new IllegalStateException("Kafka took no event", acknowledgement.exceptionNow());
            }
            acknowledgements.add(acknowledgement);
        }
        return new Sending(place, entries, acknowledgements);
    }

    /** What was sent of one outbox. */
    private final class Sending {
        private final Place place;
        private final List<OutboxEntry> entries;
        private final List<CompletableFuture<?>> acknowledgements;
        private @Nullable Throwable failure;

        Sending(Place place, List<OutboxEntry> entries, List<CompletableFuture<?>> acknowledgements) {
            this.place = place;
            this.entries = entries;
            this.acknowledgements = acknowledgements;
        }

        /** Sequence of the last entry before the first that failed; 0 if none was taken. */
        long acknowledged() {
            long upTo = 0;
            for (int i = 0; i < entries.size(); i++) {
                CompletableFuture<?> acknowledgement = acknowledgements.get(i);
                if (acknowledgement.isCompletedExceptionally()) {
                    failure = acknowledgement.exceptionNow();
                    return upTo;
                }
                acknowledgement.join();
                sent.increment();
                upTo = entries.get(i).sequence();
            }
            return upTo;
        }
    }
}
