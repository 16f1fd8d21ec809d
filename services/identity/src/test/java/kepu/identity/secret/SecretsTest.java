package kepu.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void a_secret_is_recognised_by_its_hash() {
        String secret = Secrets.random();

        assertThat(secret).hasSize(43).isNotEqualTo(Secrets.random());
        assertThat(Secrets.matches(secret, Secrets.hash(secret))).isTrue();
        assertThat(Secrets.matches(secret + "x", Secrets.hash(secret))).isFalse();
    }

    @Test
    void a_first_password_can_be_read_out() {
        assertThat(Secrets.firstPassword())
                .matches("[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}")
                .isNotEqualTo(Secrets.firstPassword());
    }

    @Test
    void a_secret_is_made_once_for_its_owner_alone() throws IOException {
        Path file = folder.resolve("secret");
        String made = Secrets.readOrMake(file);

        assertThat(made).hasSize(43);
        assertThat(Secrets.readOrMake(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
