package kepu.defaults.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.defaults.list.ListedCollection.Property;
import kepu.embedded.TestStore;
import kepu.embedded.TestStore.NeedsMongoDb;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * How a real MongoDB answers each query that a list can ask: by an index, whatever it is narrowed and sorted by and however
 * many units are in reach, and never by sorting more than a page in memory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(NeedsMongoDb.class)
public abstract class ListPlans {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int UNITS = 400;
    private static final int DOCUMENTS = 2_000;
    private static final int PAGE = 51;

    private TestStore server;
    private MongoClient client;
    private MongoTemplate mongo;

    /** The classes whose lists are looked at. */
    protected abstract Collection<Class<?>> listed() throws ClassNotFoundException;

    @BeforeAll
    void open() throws Exception {
        server = TestStore.openMongoDb();
        client = MongoClients.create(server.uri());
        mongo = new MongoTemplate(client, server.database("lists"));
        for (Class<?> type : listed()) {
            fill(ListedCollection.of(type));
        }
    }

    @AfterAll
    void close() throws Exception {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    private MongoCollection<Document> documents(ListedCollection collection) {
        return mongo.getCollection(mongo.getCollectionName(collection.stored()));
    }

    private void fill(ListedCollection collection) {
        MongoCollection<Document> documents = documents(collection);
        collection.indexes().forEach(documents::createIndex);
        documents.insertMany(IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> document(collection, i))
                .toList());
    }

    private static Document document(ListedCollection collection, int i) {
        Document document = new Document("_id", "d%05d".formatted(i)).append("unitId", unit(i % UNITS));
        Stream.of(collection.sorts(), collection.by(), collection.texts())
                .flatMap(List::stream)
                .filter(property ->
                        !property.path().equals("_id") && !property.path().equals("unitId"))
                .forEach(property -> put(document, property, i));
        if (collection.hasPeriod()) {
            put(document, collection.period(), i);
        }
        return document;
    }

    private static void put(Document document, Property property, int i) {
        String[] steps = property.path().split("\\.");
        Document at = document;
        for (int step = 0; step < steps.length - 1; step++) {
            at = (Document) at.computeIfAbsent(steps[step], _ -> new Document());
        }
        Object value = value(property.type(), i);
        at.put(steps[steps.length - 1], value instanceof Enum<?> constant ? constant.name() : value);
    }

    private static Object value(Class<?> type, int i) {
        if (type.isEnum()) {
            return type.getEnumConstants()[i % type.getEnumConstants().length];
        }
        if (type == Instant.class) {
            return Instant.parse("2025-01-01T00:00:00Z").plusSeconds(3_600L * (i % 8_000));
        }
        if (type == LocalDate.class) {
            return LocalDate.of(2025, 1, 1).plusDays(i % 365);
        }
        return type == String.class ? "文字 %05d".formatted(i) : (Object) (2020 + i % 10);
    }

    private static String unit(int i) {
        return "99%04d".formatted(i);
    }

    private static @Nullable Set<String> units(int number) {
        return number == UNITS
                ? null
                : IntStream.range(0, number)
                        .mapToObj(ListPlans::unit)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @TestFactory
    Stream<DynamicTest> every_query_of_every_list_uses_an_index_and_sorts_no_more_than_a_page()
            throws ClassNotFoundException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> type : listed()) {
            ListedCollection collection = ListedCollection.of(type);
            for (Map<String, Object> asked : questions(collection)) {
                for (int number : List.of(1, 190, 300, UNITS)) {
                    tests.add(dynamicTest(
                            mongo.getCollectionName(collection.stored()) + " " + asked + " of " + number + " units",
                            () -> isAnsweredByAnIndex(collection, asked, units(number))));
                }
            }
        }
        return tests.stream();
    }

    /** Each order by itself and with each way of narrowing it. */
    private static List<Map<String, Object>> questions(ListedCollection collection) {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (Property sort : collection.sorts()) {
            for (String order : List.of(sort.name(), "-" + sort.name())) {
                questions.add(Map.of("sort", order));
                for (ListParameter parameter : collection.parameters()) {
                    Object value = switch (parameter.name()) {
                        case "unitId", "subtree", "sort", "cursor", "limit" -> null;
                        default -> value(parameter.type(), 1);
                    };
                    if (value != null) {
                        questions.add(Map.of("sort", order, parameter.name(), value));
                    }
                }
            }
        }
        return questions;
    }

    private void isAnsweredByAnIndex(
            ListedCollection collection, Map<String, Object> asked, @Nullable Set<String> units) {
        ListQuery query = new ListQuery(collection, asked, units, List.of(), ZONE);
        Document first = planned(collection, query, null);
        assertIndexed(first);
        Object value = value(query.sort().type(), 100);
        Document next = planned(collection, query, new Cursor("", value, "d00100"));
        assertIndexed(next);
    }

    private Document planned(ListedCollection collection, ListQuery query, @Nullable Cursor after) {
        return explained(ExplainVerbosity.QUERY_PLANNER, collection, query, after);
    }

    private Document explained(
            ExplainVerbosity verbosity, ListedCollection collection, ListQuery query, @Nullable Cursor after) {
        return documents(collection)
                .find(query.filter(after))
                .sort(query.order())
                .limit(PAGE)
                .explain(verbosity);
    }

    private static void assertIndexed(Document explained) {
        List<Document> stages = new ArrayList<>();
        collect(explained.get("queryPlanner", Document.class).get("winningPlan", Document.class), stages);
        assertThat(stages.stream().map(stage -> stage.getString("stage")))
                .as(explained::toJson)
                .doesNotContain("COLLSCAN");
        assertThat(stages.stream().filter(stage -> "SORT".equals(stage.getString("stage"))))
                .as(explained::toJson)
                .allSatisfy(sort -> assertThat(((Number) sort.get("limitAmount")).intValue())
                        .isBetween(1, PAGE));
    }

    private static void collect(Object plan, List<Document> stages) {
        if (plan instanceof Document document) {
            if (document.get("stage") instanceof String) { // a condition may be on a field of that name
                stages.add(document);
            }
            document.values().forEach(part -> collect(part, stages));
        } else if (plan instanceof Collection<?> parts) {
            parts.forEach(part -> collect(part, stages));
        }
    }

    @Test
    void a_query_that_no_index_knows_is_noticed() {
        MongoCollection<Document> bare = mongo.getCollection("bare");
        bare.insertOne(new Document("_id", "1").append("name", "x"));
        Document explained = bare.find(new Document("name", "x")).explain(ExplainVerbosity.EXECUTION_STATS);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> assertIndexed(explained))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("COLLSCAN");
    }

    /** What a page far behind costs: as much as the first one. */
    @Test
    void a_page_far_behind_reads_no_more_than_the_first() throws ClassNotFoundException {
        Map<String, Long> read = new LinkedHashMap<>();
        for (Class<?> type : listed()) {
            ListedCollection collection = ListedCollection.of(type);
            for (Property sort : collection.sorts()) {
                ListQuery query = new ListQuery(collection, Map.of("sort", sort.name()), null, List.of(), ZONE);
                List<Document> all = documents(collection)
                        .find()
                        .sort(query.order())
                        .skip(DOCUMENTS - 200)
                        .limit(1)
                        .into(new ArrayList<>());
                Object value = all.getFirst().getEmbedded(List.of(sort.path().split("\\.")), Object.class);
                Document explained = explained(
                        ExplainVerbosity.EXECUTION_STATS,
                        collection,
                        query,
                        new Cursor("", value, all.getFirst().getString("_id")));
                Number keys =
                        (Number) explained.get("executionStats", Document.class).get("totalKeysExamined");
                read.put(mongo.getCollectionName(collection.stored()) + " by " + sort.name(), keys.longValue());
            }
        }
        assertThat(read)
                .isNotEmpty()
                .allSatisfy((list, keys) -> assertThat(keys).as(list).isLessThan(DOCUMENTS / 4));
    }
}
