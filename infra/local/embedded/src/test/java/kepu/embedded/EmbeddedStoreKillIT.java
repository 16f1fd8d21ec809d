package kepu.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pushEach;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.result.UpdateResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store killed at any moment, again and again, still holds every write it acknowledged. */
class EmbeddedStoreKillIT {

    private static final int ROUNDS = Integer.getInteger("kepu.kill.rounds", 20);
    private static final long SEED = Long.getLong("kepu.kill.seed", System.nanoTime());
    private static final int WRITERS = 8;
    private static final int LONGEST_ROUND_MILLIS = 900;
    private static final int RECENT = 20;

    @TempDir
    Path folder;

    @Test
    void no_acknowledged_write_is_lost_however_often_the_process_is_killed() throws Exception {
        Random random = new Random(SEED);
        List<Writer> writers = IntStream.range(0, WRITERS).mapToObj(Writer::new).toList();
        for (int round = 1; round <= ROUNDS; round++) {
            String when = "round " + round + ", seed " + SEED;
            AtomicLong acknowledged = new AtomicLong();
            try (ChildJvm child = ChildJvm.start(OftenCleanedStore.class, folder);
                    MongoClient client = connect(child);
                    ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
                writers.forEach(writer -> writer.verify(collection(client), when));
                List<Future<?>> running = new ArrayList<>();
                for (Writer writer : writers) {
                    running.add(threads.submit(() -> writer.writeUntilKilled(collection(client), acknowledged)));
                }
                Awaitility.await(when + ": a first acknowledged write")
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> acknowledged.get() > 0);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ROUND_MILLIS));
                child.kill();
                for (Future<?> writer : running) {
                    writer.get(30, TimeUnit.SECONDS);
                }
            }
            assertThat(acknowledged.get()).as(when).isPositive();
        }
        try (ChildJvm child = ChildJvm.start(OftenCleanedStore.class, folder);
                MongoClient client = connect(child)) {
            String when = "after " + ROUNDS + " rounds, seed " + SEED;
            writers.forEach(writer -> writer.verifyAll(collection(client), when));
            assertThat(child.stop()).as("exit code after SIGTERM").isEqualTo(143);
            System.out.printf(
                    "%d kills, %d acknowledged inserts and %d acknowledged updates, none lost (seed %d)%n",
                    ROUNDS,
                    writers.stream().mapToLong(writer -> writer.inserted.size()).sum(),
                    writers.stream().mapToLong(writer -> writer.version - 1).sum(),
                    SEED);
        }
    }

    /** A client that notices within 2 s that its server is gone, once a server that has just started answered it. */
    private static MongoClient connect(ChildJvm child) {
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(child.address()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
        Awaitility.await("the store's first answer")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(MongoTimeoutException.class)
                .until(() -> client.getDatabase("kepu").runCommand(new Document("ping", 1)) != null);
        return client;
    }

    private static MongoCollection<Document> collection(MongoClient client) {
        return client.getDatabase("kepu").getCollection("kill");
    }

    /** One client with a document of its own, which knows what it was told is stored. */
    private static final class Writer {

        private final String own;
        private final List<String> inserted = new ArrayList<>();
        private int newInRound;
        private long attempts;
        private long version;

        Writer(int number) {
            own = "writer-" + number;
        }

        void writeUntilKilled(MongoCollection<Document> collection, AtomicLong acknowledged) {
            newInRound = inserted.size();
            try {
                if (version == 0) {
                    collection.insertOne(new Document("_id", own).append("version", 1L));
                    version = 1;
                }
                while (true) {
                    String id = own + "-" + attempts++;
                    collection.insertOne(new Document("_id", id).append("text", "科普".repeat(40)));
                    inserted.add(id);
                    acknowledged.incrementAndGet();
                    UpdateResult updated = collection.updateOne(
                            and(eq("_id", own), eq("version", version)),
                            combine(
                                    inc("version", 1L),
                                    pushEach("recent", List.of(version + 1), new PushOptions().slice(-RECENT))));
                    assertThat(updated.getModifiedCount())
                            .as("an update to a version this writer knows")
                            .isEqualTo(1);
                    version++;
                    acknowledged.incrementAndGet();
                }
            } catch (MongoException killed) {
                // The write under way may or may not be stored; the next round finds out and goes on from there.
                assertThat(killed.getCode())
                        .as("an error of the connection, not of the store: %s", killed)
                        .isNegative();
            }
        }

        void verify(MongoCollection<Document> collection, String when) {
            present(collection, inserted.subList(newInRound, inserted.size()), when);
            Document document = collection.find(eq("_id", own)).first();
            if (document == null) {
                assertThat(version)
                        .as("%s: acknowledged version of %s, which is gone", when, own)
                        .isZero();
                return;
            }
            long stored = document.getLong("version");
            assertThat(stored).as("%s: version of %s", when, own).isBetween(version, version + 1);
            List<Long> recent = document.getList("recent", Long.class, List.of());
            assertThat(recent.isEmpty() ? 1L : recent.getLast())
                    .as("%s: last entry of %s, written together with its version", when, own)
                    .isEqualTo(stored);
            version = stored;
        }

        void verifyAll(MongoCollection<Document> collection, String when) {
            newInRound = 0;
            verify(collection, when);
            long scanned = collection.countDocuments(
                    new Document("_id", new Document("$regex", "^" + own + "-")).append("text", "科普".repeat(40)));
            assertThat(scanned)
                    .as("%s: documents of %s found by reading all, at most one more a round", when, own)
                    .isBetween((long) inserted.size(), (long) inserted.size() + ROUNDS);
        }

        private static void present(MongoCollection<Document> collection, List<String> ids, String when) {
            for (int from = 0; from < ids.size(); from += 500) {
                List<String> part = ids.subList(from, Math.min(from + 500, ids.size()));
                Set<String> lost = new HashSet<>(part);
                collection.find(in("_id", part)).forEach(document -> lost.remove(document.getString("_id")));
                assertThat(lost)
                        .as("%s: acknowledged inserts that are gone", when)
                        .isEmpty();
            }
        }
    }
}
