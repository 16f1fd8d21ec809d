package kepu.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {

    @TempDir
    Path folder;

    @Test
    void a_store_closed_and_opened_again_holds_its_documents_and_indexes() {
        Document team = new Document("_id", "team-1")
                .append("version", 3)
                .append("points", 7_000_000_000L)
                .append("ratio", 0.5)
                .append("score", new Decimal128(new BigDecimal("87.50")))
                .append("at", Date.from(Instant.parse("2026-03-01T08:00:00Z")))
                .append("active", true)
                .append("nothing", null)
                .append("name", "科普志愿服务队")
                .append("facts", new Document("0190-a", List.of(1, "two", new Document("three", 3))));
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertOne(team);
            teams(client).createIndex(Indexes.ascending("unitId", "name"), new IndexOptions().unique(true));
        }
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            assertThat(teams(client).find(eq("_id", "team-1")).first()).isEqualTo(team);
            assertThat(teams(client).find().into(new ArrayList<>())).containsExactly(team);
            assertThatThrownBy(() -> teams(client).insertOne(new Document("_id", "team-1")))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            refused -> assertThat(refused.getError().getCode()).isEqualTo(11000));
            assertThatThrownBy(() -> teams(client)
                            .insertMany(List.of(
                                    new Document("_id", "team-2")
                                            .append("unitId", "350102")
                                            .append("name", "same"),
                                    new Document("_id", "team-3")
                                            .append("unitId", "350102")
                                            .append("name", "same"))))
                    .isInstanceOf(MongoBulkWriteException.class);
        }
    }

    @Test
    void the_file_does_not_grow_with_every_update() throws IOException {
        int documents = 2_000;
        Random random = new Random(7);
        Path file = folder.resolve("store.mv");
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client)
                    .insertMany(IntStream.range(0, documents)
                            .mapToObj(i -> new Document("_id", "team-" + i).append("text", "科".repeat(300)))
                            .toList());
            updateAtRandom(client, random, documents, 6_000);
            long early = Files.size(file);
            updateAtRandom(client, random, documents, 12_000);
            assertThat(Files.size(file))
                    .as("bytes after 18,000 updates, %d after the first 6,000", early)
                    .isLessThan(2 * early);
        }
    }

    @Test
    void a_conditional_update_finds_its_document_by_id_and_changes_it_only_if_the_version_fits() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertOne(new Document("_id", "team-1").append("version", 1));
            assertThat(teams(client)
                            .updateOne(and(eq("_id", "team-1"), eq("version", 1)), inc("version", 1))
                            .getModifiedCount())
                    .isEqualTo(1);
            assertThat(teams(client)
                            .updateOne(and(eq("_id", "team-1"), eq("version", 1)), inc("version", 1))
                            .getMatchedCount())
                    .isZero();
            assertThat(teams(client)
                            .updateOne(new Document("_id", "team-1").append("version", 2), inc("version", 1))
                            .getModifiedCount())
                    .isEqualTo(1);
            assertThat(teams(client)
                            .find(and(in("_id", "team-1", "team-2"), eq("version", 3)))
                            .into(new ArrayList<>()))
                    .hasSize(1);
            assertThat(teams(client)
                            .find(and(in("_id", "team-1"), eq("version", 4)))
                            .first())
                    .isNull();
        }
    }

    @Test
    void events_are_appended_to_and_removed_from_a_document_by_sequence() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertOne(new Document("_id", "team-1").append("version", 1));
            teams(client)
                    .updateOne(
                            and(eq("_id", "team-1"), eq("version", 1)),
                            combine(
                                    set("facts.0190-a", "kept"),
                                    inc("version", 1),
                                    pushEach(
                                            "outbox",
                                            List.of(
                                                    new Document("seq", 1L),
                                                    new Document("seq", 2L),
                                                    new Document("seq", 3L))),
                                    pushEach("recent", List.of(1, 2, 3), new PushOptions().slice(-2))));
            teams(client).updateOne(eq("_id", "team-1"), pull("outbox", lte("seq", 2L)));
            assertThat(teams(client).find().first())
                    .isEqualTo(new Document("_id", "team-1")
                            .append("version", 2)
                            .append("facts", new Document("0190-a", "kept"))
                            .append("outbox", List.of(new Document("seq", 3L)))
                            .append("recent", List.of(2, 3)));
        }
    }

    @Test
    void an_unordered_bulk_reports_each_duplicate_and_does_the_rest() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            assertThatThrownBy(() -> teams(client)
                            .bulkWrite(
                                    List.of(
                                            new InsertOneModel<>(new Document("_id", "a")),
                                            new InsertOneModel<>(new Document("_id", "a")),
                                            new UpdateOneModel<>(
                                                    eq("_id", "b"), set("n", 1), new UpdateOptions().upsert(true)),
                                            new InsertOneModel<>(new Document("_id", "c"))),
                                    new BulkWriteOptions().ordered(false)))
                    .isInstanceOfSatisfying(
                            MongoBulkWriteException.class,
                            refused -> assertThat(refused.getWriteErrors())
                                    .extracting(BulkWriteError::getIndex, BulkWriteError::getCode)
                                    .containsExactly(tuple(1, 11000)));
            assertThat(teams(client).countDocuments()).isEqualTo(3);
        }
    }

    @Test
    void an_upsert_whose_condition_no_longer_holds_is_a_duplicate_key() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            UpdateOptions upsert = new UpdateOptions().upsert(true);
            teams(client).updateOne(and(eq("_id", "a"), eq("epoch", 1)), set("n", 1), upsert);
            assertThatThrownBy(() -> teams(client).updateOne(and(eq("_id", "a"), eq("epoch", 2)), set("n", 2), upsert))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            refused -> assertThat(refused.getError().getCode()).isEqualTo(11000));
            assertThat(teams(client)
                            .findOneAndUpdate(
                                    eq("_id", "a"),
                                    inc("n", 4),
                                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                    .containsEntry("n", 5);
        }
    }

    @Test
    void a_dropped_collection_leaves_nothing_and_a_renamed_one_keeps_its_index_across_a_restart() {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertOne(new Document("_id", "a"));
            teams(client).drop();
            teams(client).insertOne(new Document("_id", "a").append("second", true));
            teams(client).createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
            teams(client).renameCollection(new MongoNamespace("kepu", "moved"));
            client.getDatabase("gone").getCollection("x").insertOne(new Document("_id", "a"));
            client.getDatabase("gone").drop();
        }
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            MongoCollection<Document> moved = client.getDatabase("kepu").getCollection("moved");
            assertThat(moved.find(eq("_id", "a")).first()).containsEntry("second", true);
            assertThatThrownBy(() -> moved.insertOne(new Document("_id", "b")))
                    .as("a second document without a name")
                    .isInstanceOf(MongoWriteException.class);
            assertThat(teams(client).countDocuments()).isZero();
            teams(client).insertOne(new Document("_id", "a"));
            assertThat(teams(client).find(eq("_id", "a")).first()).isEqualTo(new Document("_id", "a"));
            client.getDatabase("gone").getCollection("x").insertOne(new Document("_id", "a"));
        }
    }

    @Test
    void a_dropped_database_takes_none_with_it_whose_name_begins_alike() {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            for (String database : List.of("kepu", "kepu-2")) {
                MongoCollection<Document> teams = client.getDatabase(database).getCollection("teams");
                teams.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
                teams.insertOne(new Document("_id", "a").append("name", "科普队"));
            }
            client.getDatabase("kepu").drop();
            teams(client).insertOne(new Document("_id", "b").append("name", "科普队"));
        }
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            assertThat(client.getDatabase("kepu-2")
                            .getCollection("teams")
                            .find()
                            .into(new ArrayList<>()))
                    .containsExactly(new Document("_id", "a").append("name", "科普队"));
            assertThat(teams(client).find().into(new ArrayList<>()))
                    .containsExactly(new Document("_id", "b").append("name", "科普队"));
        }
    }

    @Test
    void what_an_aggregation_writes_is_there_after_a_restart() {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertMany(List.of(new Document("_id", "a"), new Document("_id", "b")));
            teams(client)
                    .aggregate(List.of(Aggregates.match(eq("_id", "a")), Aggregates.merge("copy")))
                    .toCollection();
        }
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0);
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            assertThat(client.getDatabase("kepu").getCollection("copy").find().into(new ArrayList<>()))
                    .containsExactly(new Document("_id", "a"));
        }
    }

    @Test
    void a_store_in_memory_forgets() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            teams(client).insertOne(new Document("_id", "a"));
        }
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("kepu"))) {
            assertThat(teams(client).countDocuments()).isZero();
        }
    }

    @Test
    void a_taken_port_is_named_and_the_way_out_is_told() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedStore.start(folder, port))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("set another port");
        }
    }

    @Test
    void a_second_store_on_the_same_folder_is_refused() {
        try (EmbeddedStore store = EmbeddedStore.start(folder, 0)) {
            assertThat(store.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedStore.start(folder, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
        }
    }

    private static void updateAtRandom(MongoClient client, Random random, int documents, int updates) {
        for (int i = 0; i < updates; i++) {
            teams(client).updateOne(eq("_id", "team-" + random.nextInt(documents)), inc("version", 1));
        }
    }

    private static MongoCollection<Document> teams(MongoClient client) {
        return client.getDatabase("kepu").getCollection("teams");
    }
}
