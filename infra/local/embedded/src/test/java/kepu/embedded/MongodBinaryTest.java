package kepu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodBinaryTest {
    @TempDir
    Path folder;

    @Test
    void a_mongod_on_the_path_comes_before_the_installed_one() throws IOException {
        Path onThePath = program("bin/mongod");
        program(".cache/kepu/mongod");

        assertThat(MongodBinary.find(
                        Map.of("PATH", folder + "/nothing-here:" + folder + "/bin", "HOME", folder.toString())))
                .contains(onThePath);
    }

    @Test
    void the_installed_one_is_found_in_the_cache_of_the_user() throws IOException {
        Path installed = program(".cache/kepu/mongod");

        assertThat(MongodBinary.find(Map.of("PATH", "", "HOME", folder.toString())))
                .contains(installed);
    }

    @Test
    void a_cache_moved_elsewhere_is_the_one_looked_into() throws IOException {
        program(".cache/kepu/mongod");
        Path moved = program("elsewhere/kepu/mongod");

        assertThat(MongodBinary.find(Map.of(
                        "HOME",
                        folder.toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("elsewhere").toString())))
                .contains(moved);
    }

    @Test
    void what_cannot_be_executed_is_no_server() throws IOException {
        Path installed = program(".cache/kepu/mongod");
        assertThat(installed.toFile().setExecutable(false, false)).isTrue();

        assertThat(MongodBinary.find(Map.of("HOME", folder.toString()))).isEmpty();
        assertThat(MongodBinary.find(Map.of())).isEmpty();
    }

    private Path program(String name) throws IOException {
        Path program = folder.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
