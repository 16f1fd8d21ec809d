package kepu.openapi;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * What lies in which collection, with the versions of what has one. It is asked for again and again, so a collection that
 * nobody has written to meanwhile is not read again: MongoDB counts, for each, the commands that write, be it that they
 * changed something or not. Where the store does not count, all is read each time.
 */
final class Stored {
    private static final Set<Integer> DOES_NOT_COUNT = Set.of(59 /* CommandNotFound */, 13 /* Unauthorized */);

    private final MongoClient mongo;
    private final Map<String, Read> read = new HashMap<>();

    /** @param writes how many there had been before it was read */
    private record Read(long writes, List<String> documents) {}

    Stored(MongoClient mongo) {
        this.mongo = mongo;
    }

    /** How many commands have written to each collection since the server started; nothing if it does not count them. */
    Map<String, Long> writes() {
        Map<String, Long> writes = new HashMap<>();
        Document top;
        try {
            top = mongo.getDatabase("admin").runCommand(new Document("top", 1));
        } catch (MongoCommandException e) {
            if (DOES_NOT_COUNT.contains(e.getErrorCode())) {
                return writes;
            }
            throw e;
        }
        top.get("totals", Document.class).forEach((collection, counted) -> {
            if (counted instanceof Document counts) { // and not the note of their unit
                Number count = counts.get("writeLock", Document.class).get("count", Number.class);
                writes.put(collection, count.longValue());
            }
        });
        return writes;
    }

    /** @param writes of all collections, asked for before */
    List<String> in(MongoCollection<Document> collection, Map<String, Long> writes) {
        String name = collection.getNamespace().getFullName();
        Long now = writes.get(name);
        Read before = read.get(name);
        if (now != null && before != null && before.writes() == now) {
            return before.documents();
        }
        List<String> documents = new ArrayList<>();
        collection
                .find()
                .projection(Projections.include("_id", "version", "sequence"))
                .batchSize(10_000)
                .forEach(document -> documents.add(
                        document.get("_id") + " " + document.get("version") + " " + document.get("sequence")));
        documents.sort(Comparator.naturalOrder());
        if (now != null) {
            read.put(name, new Read(now, documents));
        }
        return documents;
    }
}
