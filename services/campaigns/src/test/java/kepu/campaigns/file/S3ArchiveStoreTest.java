package kepu.campaigns.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Against the server that {@code KEPU_TEST_S3} names (an address; the bucket is there, and takes {@code kepu-campaigns} with the
 * secret {@code kepu-test-secret}), else against a double of one in this JVM.
 */
class S3ArchiveStoreTest extends ArchiveStoreContract {
    private static final @Nullable String SERVER = System.getenv("KEPU_TEST_S3");

    @TempDir
    private Path keys;

    private final S3Double server = new S3Double();
    private S3Client client;

    @BeforeEach
    void clear() {
        client.listObjectsV2(list -> list.bucket(S3Double.BUCKET))
                .contents()
                .forEach(left -> client.deleteObject(
                        delete -> delete.bucket(S3Double.BUCKET).key(left.key())));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    ArchiveStore store() {
        client = ArchiveStoreConfiguration.client(settings(SERVER == null ? server.address() : URI.create(SERVER)));
        return new S3ArchiveStore(client, S3Double.BUCKET, "archives/");
    }

    private S3Settings settings(URI address) {
        try {
            Path secret = Files.writeString(keys.resolve("secret"), "kepu-test-secret\n");
            return new S3Settings(
                    S3Double.BUCKET, address, "us-east-1", "archives/", S3Double.ACCESS_KEY, secret, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    long held() {
        return client.listObjectsV2(list -> list.bucket(S3Double.BUCKET))
                .contents()
                .size();
    }

    @Test
    void a_server_that_does_not_answer_is_said_to_be_away() throws Exception {
        try (var away = new S3ArchiveStore(
                ArchiveStoreConfiguration.client(settings(URI.create("http://127.0.0.1:1"))), "b", "")) {
            Path content = Files.writeString(keys.resolve("content"), "text");

            assertThatThrownBy(() -> away.write("k", content))
                    .isInstanceOfSatisfying(
                            FileRejection.class,
                            refused -> assertThat(refused.code()).isEqualTo("file-store-unavailable"));
            assertThatThrownBy(() -> away.delete("k", 4)).isInstanceOf(FileRejection.class);
        }
    }

    @Test
    void an_answer_that_breaks_off_is_not_taken_for_the_end_of_the_file() throws Exception {
        try (var store =
                new S3ArchiveStore(ArchiveStoreConfiguration.client(settings(server.address())), S3Double.BUCKET, "")) {
            store.write("k", Files.write(keys.resolve("content"), new byte[300_000]));
            server.breakOff();

            try (InputStream in = store.read("k", 300_000)) {
                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void a_bucket_without_its_keys_is_not_taken() {
        var without = new S3Settings(S3Double.BUCKET, null, "us-east-1", "", null, null, true);

        assertThatThrownBy(() -> ArchiveStoreConfiguration.client(without))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("access-key");
    }
}
