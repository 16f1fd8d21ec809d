package kepu.defaults.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {
    @TempDir
    Path folder;

    private Path file;
    private Path newer;

    @BeforeEach
    void name() {
        file = folder.resolve("keys/master");
        newer = folder.resolve("keys/newer");
    }

    @Test
    void a_missing_key_is_made_for_its_owners_eyes_only_and_is_the_same_ever_after() throws IOException {
        MasterKeys made = MasterKeys.in(List.of(file), Set::of);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(MasterKeys.in(List.of(file), Set::of).first().id())
                .isEqualTo(made.first().id());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void two_that_start_at_once_have_the_same_key() throws IOException {
        MasterKey.make(file);
        String first = Files.readString(file);
        MasterKey.make(file);

        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void a_lost_key_is_not_replaced_while_something_needs_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKeys.in(List.of(file), () -> Set.of("0123456789abcdef")))
                .withMessageContaining("put it back");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_key_that_only_a_process_had_does_not_stand_in_the_way_of_a_lasting_one() {
        String gone = MasterKey.inMemory().id();

        assertThat(MasterKeys.in(List.of(file), () -> Set.of(gone)).find(gone)).isEmpty();
    }

    @Test
    void after_a_rotation_the_new_key_wraps_and_the_old_one_still_unwraps() {
        MasterKeys before = MasterKeys.in(List.of(file), Set::of);
        String old = before.first().id();

        MasterKeys after = MasterKeys.in(List.of(newer, file), () -> Set.of(old));

        assertThat(after.first().id()).isNotEqualTo(old);
        assertThat(after.find(old)).isPresent();
        assertThat(MasterKeys.in(List.of(newer), Set::of).find(old)).isEmpty();
    }

    @Test
    void an_older_key_is_never_made() {
        MasterKey.make(newer);

        assertThatIllegalStateException().isThrownBy(() -> MasterKeys.in(List.of(newer, file), Set::of));
    }

    @Test
    void what_is_no_key_is_refused_without_being_repeated() throws IOException {
        Files.createDirectories(file.getParent());
        for (String wrong : List.of("c2hvcnQ=", "n0 base64!", "")) {
            Files.writeString(file, wrong);

            assertThatIllegalStateException()
                    .isThrownBy(() -> MasterKeys.in(List.of(file), Set::of))
                    .withMessage(file + " does not hold 32 bytes as base64")
                    .withNoCause();
        }
    }

    @Test
    void without_a_file_the_key_is_gone_with_its_process() {
        assertThat(MasterKeys.inMemory().first().id())
                .startsWith("memory-")
                .isNotEqualTo(MasterKeys.inMemory().first().id());
    }
}
