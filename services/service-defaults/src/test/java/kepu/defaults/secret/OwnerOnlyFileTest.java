package kepu.defaults.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OwnerOnlyFileTest {
    @TempDir
    Path folder;

    private Path path;
    private OwnerOnlyFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("a/b/secret");
        file = new OwnerOnlyFile(path);
    }

    private void assertThatItLiesAloneForItsOwner() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void it_is_made_for_its_owner_alone_and_nothing_else_is_left() throws IOException {
        assertThat(file.exists()).isFalse();

        assertThat(file.make("first\n")).isTrue();

        assertThat(file.exists()).isTrue();
        assertThat(file.read()).isEqualTo("first\n");
        assertThatItLiesAloneForItsOwner();
    }

    @Test
    void what_is_there_is_never_made_again() throws IOException {
        file.make("first");

        assertThat(file.make("second")).isFalse();

        assertThat(file.read()).isEqualTo("first");
        assertThatItLiesAloneForItsOwner();
    }

    @Test
    void of_several_that_make_it_at_once_one_does() throws IOException {
        List<String> made = IntStream.range(0, 8)
                .parallel()
                .mapToObj(String::valueOf)
                .filter(secret -> new OwnerOnlyFile(path).make(secret))
                .toList();

        assertThat(made).containsExactly(file.read());
        assertThatItLiesAloneForItsOwner();
    }

    @Test
    void it_can_be_replaced_and_is_its_owners_alone_ever_after() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));

        file.replace("first");
        file.replace("second");

        assertThat(file.read()).isEqualTo("second");
        assertThatItLiesAloneForItsOwner();
    }

    @Test
    void whoever_leaves_it_open_to_others_is_warned_and_it_is_left_as_it_is(CapturedOutput output) throws IOException {
        file.make("first");
        file.read();
        assertThat(output).doesNotContain("can be read by others");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r-----"));

        assertThat(file.read()).isEqualTo("first");

        assertThat(output)
                .contains(path + " can be read by others than its owner")
                .doesNotContain("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("r--r-----");
    }

    @Test
    void what_is_not_there_or_cannot_be_there_is_named_without_the_secret() throws IOException {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(file::read)
                .withMessage("the secret in " + path + " cannot be read");
        Files.writeString(folder.resolve("a"), "no folder");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> file.make("first"))
                .withMessage("the secret in " + path + " cannot be written");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> file.replace("first"))
                .withMessage("the secret in " + path + " cannot be written");
    }

    @Test
    void a_folder_in_its_place_is_left_alone() throws IOException {
        Files.createDirectories(path.resolve("full"));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> file.replace("first"));

        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }
}
