package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever writes is seen, though what nobody wrote to is not read again. */
class StoredIT {
    private static TestStore store;
    private static MongoClient mongo;
    private static MongoCollection<Document> collection;
    private static Stored stored;

    @BeforeAll
    static void open() {
        store = TestStore.open();
        mongo = MongoClients.create(store.uri());
        collection = mongo.getDatabase(store.database("stored")).getCollection("things");
        stored = new Stored(mongo);
    }

    @AfterAll
    static void close() {
        mongo.close();
        store.close();
    }

    private static List<String> seen() {
        return stored.in(collection, stored.writes());
    }

    @Test
    void every_way_to_write_is_seen_at_once() {
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put("insert", () -> collection.insertOne(new Document("_id", "a").append("version", 1)));
        ways.put(
                "insert many",
                () -> collection.insertMany(List.of(new Document("_id", "b"), new Document("_id", "c"))));
        ways.put("update", () -> collection.updateOne(Filters.eq("a"), Updates.inc("version", 1)));
        ways.put("update many", () -> collection.updateMany(Filters.empty(), Updates.inc("version", 1)));
        ways.put(
                "upsert",
                () -> collection.updateOne(
                        Filters.eq("d"), Updates.set("version", 1), new UpdateOptions().upsert(true)));
        ways.put(
                "replace", () -> collection.replaceOne(Filters.eq("a"), new Document("_id", "a").append("version", 9)));
        ways.put("find and update", () -> collection.findOneAndUpdate(Filters.eq("a"), Updates.inc("version", 1)));
        ways.put("find and delete", () -> collection.findOneAndDelete(Filters.eq("a")));
        ways.put("delete", () -> collection.deleteOne(Filters.eq("b")));
        ways.put(
                "several at once",
                () -> collection.bulkWrite(List.of(
                        new InsertOneModel<>(new Document("_id", "e")),
                        new UpdateOneModel<>(Filters.eq("c"), Updates.set("sequence", 7)))));
        ways.put("drop", () -> collection.drop());

        ways.forEach((way, write) -> {
            List<String> before = seen();
            write.run();
            assertThat(seen()).as(way).isNotEqualTo(before);
        });
    }

    @Test
    void nothing_is_seen_where_nobody_wrote() {
        collection.insertOne(new Document("_id", "z"));
        List<String> before = seen();

        assertThat(collection.find().into(new ArrayList<>())).isNotEmpty();
        assertThat(seen()).isEqualTo(before);
        if (!stored.writes().isEmpty()) {
            assertThat(seen()).as("not read again").isSameAs(before);
        }
    }
}
