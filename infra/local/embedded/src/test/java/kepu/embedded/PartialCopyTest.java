package kepu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** An update that copies only the fields it names leaves the same document as one that copies all of them. */
class PartialCopyTest {

    private static final int UPDATES = 1_500;
    private static final int FIELDS = 6;

    @Test
    void a_document_updated_in_part_is_the_document_updated_as_a_whole() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            MongoCollection<Document> inPart = collection(client, "in-part");
            MongoCollection<Document> asAWhole = collection(client, "as-a-whole");
            int refused = 0;
            for (int i = 0; i < UPDATES; i++) {
                if (i % 20 == 0) {
                    Document fresh = document(random);
                    inPart.replaceOne(new Document("_id", 1), fresh);
                    asAWhole.replaceOne(new Document("_id", 1), fresh);
                }
                Update update = update(random);
                // The answer to findOneAndUpdate is the whole document, so that one never works on a part.
                int first = code(() -> inPart.updateOne(
                        update.query, update.change, new UpdateOptions().arrayFilters(update.filters)));
                int second = code(() -> asAWhole.findOneAndUpdate(
                        update.query, update.change, new FindOneAndUpdateOptions().arrayFilters(update.filters)));
                String when = "update " + i + " of seed " + seed + ": " + update;
                assertThat(first).as(when).isEqualTo(second);
                assertThat(fields(inPart)).as(when).isEqualTo(fields(asAWhole));
                refused += first == 0 ? 0 : 1;
            }
            assertThat(refused).as("refused updates").isBetween(1, UPDATES * 3 / 4);
        }
    }

    private static MongoCollection<Document> collection(MongoClient client, String name) {
        MongoCollection<Document> collection = client.getDatabase("kepu").getCollection(name);
        collection.createIndex(Indexes.ascending("unit.key"), new IndexOptions().unique(true));
        collection.insertMany(
                List.of(new Document("_id", 1), new Document("_id", 2).append("unit", new Document("key", "taken"))));
        return collection;
    }

    private record Update(Document query, Document change, List<Document> filters) {}

    private static Update update(Random random) {
        Document change = new Document();
        List<Document> filters = new ArrayList<>();
        Document query = new Document("_id", 1);
        for (int i = 0; i <= random.nextInt(3); i++) {
            String field = field(random);
            int number = random.nextInt(5);
            switch (random.nextInt(14)) {
                case 0 -> put(change, "$set", field, value(random, 2));
                case 1 -> put(change, "$set", field + ".b", value(random, 1));
                case 2 -> put(change, "$unset", field, "");
                case 3 -> put(change, "$unset", field + ".a", "");
                case 4 -> put(change, "$inc", field, number);
                case 5 -> put(change, "$max", field + ".a", number);
                case 6 ->
                    put(
                            change,
                            "$push",
                            field,
                            new Document("$each", List.of(number, number + 1)).append("$slice", -4));
                case 7 -> put(change, "$pull", field, new Document("$gte", number));
                case 8 -> put(change, "$addToSet", field, number);
                case 9 -> put(change, "$rename", field, field(random));
                case 10 -> put(change, "$set", "unit.key", random.nextBoolean() ? "taken" : "free-" + number);
                case 11 -> put(change, "$setOnInsert", field, number);
                case 12 -> {
                    if (filters.isEmpty()) {
                        put(change, "$set", field + ".$[big]", number);
                        filters.add(new Document("big", new Document("$gte", 2)));
                    }
                }
                default -> {
                    query.append(field, number);
                    put(change, "$set", field + ".$", number + 1);
                }
            }
        }
        if (change.isEmpty()) {
            put(change, "$set", "a", 1);
        }
        return new Update(query, change, filters);
    }

    private static void put(Document change, String operator, String path, Object value) {
        change.computeIfAbsent(operator, key -> new Document());
        change.get(operator, Document.class).append(path, value);
    }

    private static Document document(Random random) {
        Document document = new Document("_id", 1).append("unit", new Document("key", "first").append("name", "科普"));
        IntStream.range(0, FIELDS).forEach(i -> document.append(field(random), value(random, 2)));
        return document;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0 -> random.nextInt(5);
            case 1 -> "科普";
            case 2, 3 -> new Document("a", value(random, depth - 1)).append("b", value(random, depth - 1));
            default -> new ArrayList<>(List.of(random.nextInt(5), random.nextInt(5), random.nextInt(5)));
        };
    }

    private static String field(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(FIELDS)));
    }

    private static List<?> fields(MongoCollection<Document> collection) {
        return List.copyOf(collection.find(new Document("_id", 1)).first().entrySet());
    }

    private static int code(Runnable command) {
        try {
            command.run();
            return 0;
        } catch (MongoException e) {
            return e.getCode();
        }
    }
}
