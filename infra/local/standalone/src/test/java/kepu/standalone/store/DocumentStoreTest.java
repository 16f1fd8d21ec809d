package kepu.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentStoreTest {
    @TempDir
    Path folder;

    @Test
    void a_given_mongodb_is_taken_before_anything_on_the_machine() throws IOException {
        Path bin = program("mongod", "exit 1");

        try (DocumentStore store = DocumentStore.open(
                folder,
                0,
                Map.of("MONGODB_URI", "mongodb://db.example:27017/?replicaSet=rs0", "PATH", bin.toString()))) {
            assertThat(store.uri()).isEqualTo("mongodb://db.example:27017/?replicaSet=rs0");
            assertThat(store.description()).contains("MONGODB_URI");
        }
    }

    @Test
    void a_mongod_on_the_path_is_taken_next_and_one_that_does_not_start_is_explained() throws IOException {
        Path bin = program("mongod", "echo no space left; exit 1");

        assertThatThrownBy(() -> DocumentStore.open(folder, 0, Map.of("PATH", bin.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mongod ended at once")
                .hasMessageContaining("mongod.log");
        assertThat(folder.resolve("mongod/mongod.log")).content().contains("no space left");
    }

    @Test
    void without_either_the_embedded_store_serves_and_says_what_it_does_not_promise() {
        try (DocumentStore store = DocumentStore.open(folder, 0, Map.of("PATH", folder.toString()))) {
            assertThat(store.uri()).startsWith("mongodb://127.0.0.1:");
            assertThat(store.description()).startsWith("embedded").contains("not against a lost disk");
        }
    }

    @Test
    void a_folder_that_began_with_the_embedded_store_stays_with_it_when_a_mongod_comes() throws IOException {
        DocumentStore.open(folder, 0, Map.of()).close();
        Path bin = program("mongod", "exit 1");

        try (DocumentStore store = DocumentStore.open(folder, 0, Map.of("PATH", bin.toString()))) {
            assertThat(store.description()).startsWith("embedded");
        }
    }

    private Path program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return bin;
    }
}
