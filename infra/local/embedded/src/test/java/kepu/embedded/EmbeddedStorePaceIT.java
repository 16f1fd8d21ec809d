package kepu.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says how many committed writes a second the store takes, and that the pace allows for a county's day. */
class EmbeddedStorePaceIT {

    private static final int DOCUMENTS = 50_000;
    private static final int WRITERS = 8;
    private static final Duration TIME = Duration.ofSeconds(4);
    /** A tenth of what an idle machine of two cores shows, so that only a change of kind fails, not a busy machine. */
    private static final long LEAST_WRITES_A_SECOND = 200;

    private static final int LINES = 1_200;
    private static final int WARM_UP = 100;
    private static final int UPDATES = 200;

    @TempDir
    Path folder;

    @Test
    void eight_writers_of_single_documents_are_kept_up_with() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"));
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            MongoCollection<Document> collection = client.getDatabase("kepu").getCollection("pace");
            for (int from = 0; from < DOCUMENTS; from += 1_000) {
                collection.insertMany(IntStream.range(from, from + 1_000)
                        .mapToObj(i -> new Document("_id", "old-" + i)
                                .append("version", 1)
                                .append("text", "科普".repeat(50)))
                        .toList());
            }
            long start = System.nanoTime();
            List<Future<Long>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                running.add(threads.submit(() -> write(collection, number, start + TIME.toNanos())));
            }
            long writes = 0;
            for (Future<Long> writer : running) {
                writes += writer.get();
            }
            long aSecond = writes * 1_000_000_000L / (System.nanoTime() - start);
            System.out.printf(
                    "%d writers: %d write commands a second, each committed; %d MiB for %d documents%n",
                    WRITERS, aSecond, Files.size(folder.resolve("store.mv")) >> 20, collection.countDocuments());
            assertThat(aSecond).isGreaterThan(LEAST_WRITES_A_SECOND);
        }
    }

    @Test
    void one_field_of_a_large_document_is_updated_without_copying_the_rest() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            MongoCollection<Document> collection = client.getDatabase("kepu").getCollection("large");
            List<Document> lines = IntStream.range(0, LINES)
                    .mapToObj(i -> new Document("number", i)
                            .append("at", "2026-03-01T08:00:00Z")
                            .append("points", i * 0.5)
                            .append("text", "科普活动".repeat(15)))
                    .toList();
            collection.insertOne(
                    new Document("_id", "large").append("version", 0).append("lines", lines));
            update(collection, 0, WARM_UP);
            long start = System.nanoTime();
            update(collection, WARM_UP, UPDATES);
            System.out.printf(
                    "%.1f ms for an update of one field in a document of %d KiB, committed%n",
                    (System.nanoTime() - start) / 1e6 / UPDATES,
                    ((Number) client.getDatabase("kepu")
                                            .runCommand(new Document("dbStats", 1))
                                            .get("dataSize"))
                                    .longValue()
                            >> 10);
            Document stored = collection.find().first();
            assertThat(stored.getInteger("version")).isEqualTo(WARM_UP + UPDATES);
            assertThat(stored.getList("lines", Document.class)).isEqualTo(lines);
        }
    }

    private static void update(MongoCollection<Document> collection, int from, int updates) {
        for (int version = from; version < from + updates; version++) {
            assertThat(collection
                            .updateOne(and(eq("_id", "large"), eq("version", version)), inc("version", 1))
                            .getModifiedCount())
                    .isEqualTo(1);
        }
    }

    private static long write(MongoCollection<Document> collection, int writer, long end) {
        long writes = 0;
        while (System.nanoTime() < end) {
            collection.insertOne(new Document("_id", "new-" + writer + "-" + writes).append("text", "科普".repeat(50)));
            String id = "old-" + (writes * WRITERS + writer) % DOCUMENTS;
            assertThat(collection
                            .updateOne(
                                    and(eq("_id", id), eq("version", 1)), combine(inc("changes", 1), set("by", writer)))
                            .getMatchedCount())
                    .isEqualTo(1);
            writes += 2;
        }
        return writes;
    }
}
