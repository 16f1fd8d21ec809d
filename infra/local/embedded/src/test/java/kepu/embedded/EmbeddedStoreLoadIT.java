package kepu.embedded;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.PushOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under reads and writes side by side no read fails and none sees half a document, while the file is cleaned under them
 * and stays small.
 */
class EmbeddedStoreLoadIT {

    private static final double MINUTES = Double.parseDouble(System.getProperty("kepu.load.minutes", "0.05"));
    private static final int COMMITS_BETWEEN_CLEANINGS = Integer.getInteger("kepu.load.commits-between-cleanings", 32);
    private static final long SEED = Long.getLong("kepu.load.seed", System.nanoTime());
    private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int WRITERS = 4;
    private static final int READERS = 3;
    private static final int FACTS_PER_WRITER = 5_000;
    private static final int BOARDS = 40;
    private static final int LINES_ON_A_BOARD = 200;
    /** What the commits between two cleanings leave behind, however little the store holds. */
    private static final long SMALLEST_BOUND_BYTES = 64L << 20;

    private static final int LARGEST_FILE_PER_DATA = 4;
    private static final int FAILURES_KEPT = 5;

    @TempDir
    Path folder;

    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong sweeps = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void no_read_fails_while_the_file_is_written_and_cleaned() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0, COMMITS_BETWEEN_CLEANINGS);
                MongoClient client = MongoClients.create(store.uri("kepu"));
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS)) {
            MongoDatabase kepu = client.getDatabase("kepu");
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                facts(kepu)
                        .insertMany(LongStream.range(0, FACTS_PER_WRITER)
                                .mapToObj(fact -> fact(number, fact))
                                .toList());
            }
            boards(kepu)
                    .insertMany(IntStream.range(0, BOARDS)
                            .mapToObj(board -> version(new Document("_id", board), 0))
                            .toList());
            long start = System.nanoTime();
            long end = start + (long) (MINUTES * NANOS_PER_MINUTE);
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                running.add(threads.submit(() -> write(kepu, number, end)));
            }
            for (int reader = 0; reader < READERS; reader++) {
                Random random = new Random(SEED + WRITERS + reader);
                running.add(threads.submit(() -> read(kepu, random, end)));
            }
            long largest = 0;
            for (Future<?> one : running) {
                while (!ended(one)) {
                    largest = Math.max(largest, report(start));
                }
            }
            largest = Math.max(largest, report(start));
            long data = ((Number) kepu.runCommand(new Document("dbStats", 1)).get("dataSize")).longValue();
            System.out.printf(
                    "largest file %d MiB for %d KiB of documents (seed %d)%n", largest >> 20, data >> 10, SEED);
            assertThat(failures)
                    .as("failed commands, %s in all, seed %d", failed, SEED)
                    .isEmpty();
            assertThat(sweeps.get()).isPositive();
            assertThat(largest)
                    .as("bytes of the file at its largest, for %d bytes of documents", data)
                    .isLessThan(SMALLEST_BOUND_BYTES + LARGEST_FILE_PER_DATA * data);
        }
    }

    private static boolean ended(Future<?> one) throws Exception {
        try {
            one.get(30, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        }
    }

    private long report(long start) throws Exception {
        long bytes = Files.size(folder.resolve("store.mv"));
        System.out.printf(
                "%.1f min: %d reads, %d of them of a whole collection, %d writes, %s failed, file %d MiB%n",
                (double) (System.nanoTime() - start) / NANOS_PER_MINUTE,
                reads.get(),
                sweeps.get(),
                writes.get(),
                failed,
                bytes >> 20);
        return bytes;
    }

    /** Files facts, corrects some, removes the oldest, and adds lines to boards, as the services do. */
    private void write(MongoDatabase kepu, int writer, long end) {
        Random random = new Random(SEED + writer);
        for (long next = FACTS_PER_WRITER; System.nanoTime() < end; next++) {
            long fact = next;
            long corrected = next - random.nextInt(FACTS_PER_WRITER);
            // Each writer has boards of its own, so that it knows the next version.
            int board = random.nextInt(BOARDS / WRITERS) * WRITERS + writer;
            counted(writes, () -> facts(kepu).insertOne(fact(writer, fact)));
            counted(writes, () -> facts(kepu).deleteOne(eq("_id", id(writer, fact - FACTS_PER_WRITER))));
            counted(writes, () -> {
                Document old =
                        facts(kepu).find(eq("_id", id(writer, corrected))).first();
                int version = old.getInteger("version");
                assertThat(facts(kepu)
                                .replaceOne(
                                        and(eq("_id", id(writer, corrected)), eq("version", version)),
                                        version(old, version + 1))
                                .getModifiedCount())
                        .isEqualTo(1);
            });
            counted(writes, () -> {
                int version = boards(kepu).find(eq("_id", board)).first().getInteger("version");
                assertThat(boards(kepu)
                                .updateOne(
                                        and(eq("_id", board), eq("version", version)),
                                        combine(
                                                set("version", version + 1),
                                                set("text", text(version + 1)),
                                                pushEach(
                                                        "lines",
                                                        List.of("科普活动 " + fact),
                                                        new PushOptions().slice(-LINES_ON_A_BOARD)),
                                                set("same", version + 1)))
                                .getModifiedCount())
                        .isEqualTo(1);
            });
        }
    }

    private void read(MongoDatabase kepu, Random random, long end) {
        while (System.nanoTime() < end) {
            int kind = random.nextInt(5);
            counted(reads, () -> {
                switch (kind) {
                    case 0 -> whole(facts(kepu).find().batchSize(1 + random.nextInt(2_000)));
                    case 1 ->
                        whole(facts(kepu)
                                .find(gte("version", 1))
                                .sort(descending("version"))
                                .limit(100));
                    case 2 -> whole(boards(kepu).find());
                    case 3 ->
                        facts(kepu)
                                .aggregate(List.of(group("$version", sum("facts", 1))))
                                .into(new ArrayList<>());
                    default ->
                        kepu.runCommand(new Document("count", "facts")
                                .append("query", new Document("version", new Document("$gte", 1))));
                }
            });
            sweeps.incrementAndGet();
            String id = id(random.nextInt(WRITERS), random.nextInt(FACTS_PER_WRITER));
            counted(reads, () -> whole(facts(kepu).find(eq("_id", id))));
        }
    }

    private void counted(AtomicLong commands, Runnable command) {
        commands.incrementAndGet();
        try {
            command.run();
        } catch (RuntimeException | AssertionError e) {
            failed.incrementAndGet();
            if (failures.size() < FAILURES_KEPT) {
                failures.add(e);
            }
        }
    }

    private static void whole(Iterable<Document> found) {
        for (Document document : found) {
            int version = document.getInteger("version");
            assertThat(document.getInteger("same")).as("%s", document).isEqualTo(version);
            assertThat(document.getString("text")).as("%s", document).isEqualTo(text(version));
        }
    }

    private static Document fact(int writer, long number) {
        return version(new Document("_id", id(writer, number)), 0);
    }

    private static Document version(Document document, int version) {
        return document.append("version", version).append("text", text(version)).append("same", version);
    }

    private static String text(int version) {
        return "第" + version + "次 " + "科普".repeat(20 + version % 40);
    }

    private static String id(int writer, long number) {
        return "fact-" + writer + "-" + number;
    }

    private static MongoCollection<Document> facts(MongoDatabase kepu) {
        return kepu.getCollection("facts");
    }

    private static MongoCollection<Document> boards(MongoDatabase kepu) {
        return kepu.getCollection("boards");
    }
}
