package kepu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestStoreTest {
    @Test
    void what_one_test_stores_no_other_sees_and_nothing_is_left_of_it() {
        TestStore store = TestStore.open();
        try (TestStore other = TestStore.open()) {
            store("kept", other);
            store("gone", store);
            assertThat(stored(store)).isEqualTo("gone");

            store.close();

            assertThat(stored(store)).isEqualTo("nothing");
            assertThat(stored(other)).isEqualTo("kept");
        }
    }

    private static void store(String id, TestStore store) {
        try (MongoClient client = MongoClients.create(store.uri("things"))) {
            client.getDatabase(store.database("things")).getCollection("things").insertOne(new Document("_id", id));
        }
    }

    private static String stored(TestStore store) {
        try (MongoClient client = MongoClients.create(store.uri())) {
            Document found = client.getDatabase(store.database("things"))
                    .getCollection("things")
                    .find()
                    .first();
            return found == null ? "nothing" : found.getString("_id");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "mongodb://h -> mongodb://h/d",
                "mongodb://h:27017/other -> mongodb://h:27017/d",
                "mongodb://a:1,b:2/?replicaSet=rs0 -> mongodb://a:1,b:2/d?replicaSet=rs0",
                "mongodb://u:p@h -> mongodb://u:p@h/d?authSource=admin",
                "mongodb://u:p@h/own?w=1 -> mongodb://u:p@h/d?w=1&authSource=own",
                "mongodb://u:p@h/own?authSource=admin -> mongodb://u:p@h/d?authSource=admin",
            })
    void another_database_of_a_server_is_reached_as_the_one_given(String given, String another) {
        assertThat(TestStore.uri(given, "d")).isEqualTo(another);
    }
}
