package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepu.standalone.store.DocumentStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data folder and one store belong together; seen on a MongoDB server where this machine has one. */
class PairingTest {
    private static final List<String> SERVICES = List.of("organization", "identity");

    @TempDir
    static Path server;

    private static DocumentStore store;

    @TempDir
    Path folders;

    private final String prefix =
            "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @BeforeAll
    static void openAStore() {
        Map<String, String> machine = new HashMap<>(System.getenv());
        machine.remove("MONGODB_URI"); // tests do not touch anybody's data
        store = DocumentStore.open(server, 0, machine);
    }

    @AfterAll
    static void closeIt() {
        store.close();
    }

    @Test
    void what_began_together_is_let_in_again() {
        Path data = began("county");

        assertThatCode(() -> check(data)).doesNotThrowAnyException();
    }

    @Test
    void a_new_folder_is_refused_where_the_store_has_data_of_another() {
        began("first");

        assertThatThrownBy(() -> check(folder("second")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the document store has the databases " + prefix + "-… of an installation with")
                .hasMessageContaining("--database-prefix");
    }

    @Test
    void a_new_folder_is_refused_by_the_data_of_a_version_that_did_not_mark_it() {
        documentsOfAService();

        assertThatThrownBy(() -> check(folder("new")))
                .hasMessageContaining("of an installation with another data folder");
    }

    @Test
    void a_folder_with_events_is_refused_by_an_empty_store_and_by_that_of_another() throws IOException {
        Path data = folder("county");
        eventsIn(data);
        String message = "belongs to another document store than this one";

        assertThatThrownBy(() -> check(data))
                .hasMessageContaining(data.toString())
                .hasMessageContaining(message);

        Path other = began("other");
        Path moved = Files.createDirectories(folder("moved"));
        Files.writeString(moved.resolve("installation.properties"), "id=another\ndatabase-prefix=" + prefix);
        eventsIn(moved);
        assertThatThrownBy(() -> check(moved)).hasMessageContaining(message).hasMessageContaining("MONGODB_URI");
        assertThatCode(() -> check(other)).doesNotThrowAnyException();
    }

    @Test
    void folder_and_store_of_a_version_that_did_not_mark_them_are_paired() throws IOException {
        Path data = folder("county");
        eventsIn(data);
        documentsOfAService();

        check(data);

        assertThatThrownBy(() -> check(folder("another"))).hasMessageContaining("another data folder");
        assertThatCode(() -> check(data)).doesNotThrowAnyException();
    }

    @Test
    void two_installations_share_a_server_by_their_prefixes_and_a_folder_remembers_its_own() {
        Path east = folder("east");
        Path west = folder("west");
        check(Pairing.of(east, prefix + "_east"));
        check(Pairing.of(west, prefix + "_west"));

        assertThat(Pairing.of(east, null).database("organization")).isEqualTo(prefix + "_east-organization");
        assertThatCode(() -> check(Pairing.of(west, null))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Pairing.of(west, prefix + "_east"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix + "_west since its first start");
    }

    @Test
    void topics_of_a_new_folder_have_one_partition_and_those_of_an_earlier_version_keep_their_six() throws IOException {
        Path earlier = folder("earlier");
        eventsIn(earlier);
        documentsOfAService();
        check(earlier);

        assertThat(Pairing.of(earlier, null).partitions()).isEqualTo("6");
        assertThat(Pairing.of(folder("new"), null).partitions()).isEqualTo("1");

        Path begun = folder("begun");
        check(Pairing.of(begun, prefix + "_begun"));
        eventsIn(begun);
        assertThat(Pairing.of(begun, null).partitions()).isEqualTo("1");
    }

    @Test
    void the_usual_prefix_is_kepu_and_what_could_be_mistaken_for_anothers_is_none() {
        assertThat(Pairing.of(folder("usual"), null).databases()).isEqualTo("kepu-");
        for (String wrong : List.of("", "kepu-east", "Kepu", "1st", "a.b", "x".repeat(31))) {
            assertThatThrownBy(() -> Pairing.of(folder("wrong"), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(": " + wrong);
        }
    }

    /** A folder whose installation has run on the store. */
    private Path began(String name) {
        Path data = folder(name);
        check(data);
        documentsOfAService();
        return data;
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folders.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(Path data) {
        check(Pairing.of(data, prefix));
    }

    private static void check(Pairing pairing) {
        pairing.check(store, SERVICES);
    }

    private void documentsOfAService() {
        try (MongoClient client = MongoClients.create(store.uri())) {
            client.getDatabase(prefix + "-organization").getCollection("units").insertOne(new Document());
        }
    }

    private static void eventsIn(Path data) throws IOException {
        Files.createFile(Files.createDirectories(data.resolve("kafka")).resolve("meta.properties"));
    }
}
