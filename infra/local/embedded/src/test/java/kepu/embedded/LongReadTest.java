package kepu.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read that takes its time, while the pages before it are moved and their old places used again. */
class LongReadTest {

    private static final int DOCUMENTS = 2_000;
    private static final int CHANGED = 1_700;
    private static final int COMMITS_BETWEEN_CLEANINGS = 4;
    /** Tries each place of the text many times over, before it finds the last letter. */
    private static final String SLOW = "x*x*y|x$";

    @TempDir
    Path folder;

    @Test
    void a_sweep_outlives_the_cleaning_of_the_file() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0, COMMITS_BETWEEN_CLEANINGS);
                MongoClient client = MongoClients.create(store.uri("kepu"));
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            MongoDatabase kepu = client.getDatabase("kepu");
            kepu.getCollection("read")
                    .insertMany(IntStream.range(0, DOCUMENTS)
                            .mapToObj(i -> new Document("_id", id(i))
                                    .append("text", "x".repeat(60))
                                    .append("rest", "科普".repeat(100)))
                            .toList());
            // Most pages are now elsewhere: the next cleaning moves those that stayed, which the sweep comes to last.
            kepu.getCollection("read").updateMany(lt("_id", id(CHANGED)), inc("changed", 1));
            kepu.getCollection("written").insertOne(new Document("_id", 1));
            Future<List<Document>> sweep = reader.submit(
                    () -> kepu.getCollection("read").find(regex("text", SLOW)).into(new ArrayList<>()));
            while (!sweep.isDone()) {
                kepu.getCollection("written").updateOne(eq("_id", 1), inc("version", 1));
            }
            assertThat(sweep.get()).hasSize(DOCUMENTS);
            assertThat(kepu.getCollection("written").find().first().getInteger("version"))
                    .as("commits during the sweep")
                    .isGreaterThan(6 * COMMITS_BETWEEN_CLEANINGS);
        }
    }

    private static String id(int number) {
        return "read-%05d".formatted(number);
    }
}
