package kepu.defaults.audit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import kepu.defaults.audit.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    /** Made with {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout}. */
    private static final String PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJvGC+emigsgTesX1f7EaorcQOuJjbgakMyioK0waAoH
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAoXwVyV7tehp+x+/O4Bw7/TZsKQ7fOiRPFf+UNNC2rVM=
            -----END PUBLIC KEY-----
            """;

    @TempDir
    Path folder;

    private static SignedCheckpoint head(SigningKey key) {
        return SignedCheckpoint.sign(key, "organization", "510182101201", 7, Link.GENESIS, Instant.EPOCH);
    }

    @Test
    void a_key_is_made_once_for_its_owner_alone_and_its_public_part_beside() throws IOException {
        Path file = folder.resolve("keys/audit.pem");

        SigningKey made = SigningKey.in(file);
        SigningKey again = SigningKey.in(file);

        assertThat(again.id()).isEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(TrustedKeys.in(List.of(folder.resolve("keys/audit.pem.pub"))).signed(head(made)))
                .isTrue();
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void several_services_that_start_at_once_get_the_same() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 8)
                .parallel()
                .forEach(_ -> ids.add(SigningKey.in(folder.resolve("audit.pem")).id()));

        assertThat(ids).hasSize(1);
    }

    @Test
    void a_key_that_openssl_made_is_taken() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.pem"), PRIVATE);

        SigningKey key = SigningKey.in(file);

        assertThat(folder.resolve("audit.pem.pub"))
                .content(StandardCharsets.US_ASCII)
                .isEqualTo(PUBLIC);
        assertThat(new TrustedKeys(List.of(key.publicKey())).signed(head(key))).isTrue();
    }

    @Test
    void what_is_no_key_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.pem"), PUBLIC);

        assertThatIllegalStateException().isThrownBy(() -> SigningKey.in(file)).withMessageContaining("audit.pem");
    }

    @Test
    void a_signature_is_of_one_key_and_of_every_field() {
        SigningKey key = SigningKey.inMemory();
        TrustedKeys trusted = new TrustedKeys(List.of(key.publicKey()));
        SignedCheckpoint head = head(key);

        assertThat(trusted.signed(head)).isTrue();
        assertThat(new TrustedKeys(List.of(SigningKey.inMemory().publicKey())).signed(head))
                .isFalse();
        String signature = head.signature();
        String id = head.keyId();
        String at = head.at();
        for (SignedCheckpoint other : List.of(
                new SignedCheckpoint("volunteers", head.unit(), 7, head.hash(), at, id, signature),
                new SignedCheckpoint("organization", "510182101202", 7, head.hash(), at, id, signature),
                new SignedCheckpoint("organization", head.unit(), 8, head.hash(), at, id, signature),
                new SignedCheckpoint("organization", head.unit(), 7, "1".repeat(64), at, id, signature),
                new SignedCheckpoint(
                        "organization", head.unit(), 7, head.hash(), "2026-01-01T00:00:00Z", id, signature),
                new SignedCheckpoint("organization", head.unit(), 7, head.hash(), at, id, "AAAA"),
                new SignedCheckpoint("organization", head.unit(), 7, head.hash(), at, id, "no Base64"))) {
            assertThat(trusted.signed(other)).as(other.toString()).isFalse();
        }
    }
}
