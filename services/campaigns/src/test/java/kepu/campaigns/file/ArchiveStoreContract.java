package kepu.campaigns.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.util.unit.DataSize;

/** What every store of files has to do, alone and behind the door through which files come in. */
abstract class ArchiveStoreContract {
    private static final String VILLAGE = "990101201201";
    private static final int CHUNK = 255 * 1024;

    @TempDir
    private Path folder;

    private final TestStore testStore = TestStore.open();
    private final MongoClient client = MongoClients.create(testStore.uri());
    final MongoTemplate mongo = new MongoTemplate(client, testStore.database("files"));
    private ArchiveStore store;
    private FileRegister register;
    private StoreFile door;

    abstract ArchiveStore store();

    /** How many documents or objects it holds. */
    abstract long held();

    @BeforeEach
    void open() {
        store = store();
        register = new FileRegister(mongo, store, Clock.systemUTC());
        door = new StoreFile(register, folder, DataSize.ofMegabytes(2), DataSize.ofMegabytes(2), 20);
    }

    @AfterEach
    void close() {
        client.close();
        testStore.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7})
    void what_was_written_is_read_as_it_was(int size) throws Exception {
        byte[] content = bytes(size);

        store.write("k", file(content));

        try (InputStream in = store.read("k", size)) {
            assertThat(sha256(in.readAllBytes())).isEqualTo(sha256(content));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, 2 * CHUNK + 3})
    void it_is_read_from_wherever_one_skips_to_also_after_the_first_bytes(int from) throws Exception {
        byte[] content = bytes(3 * CHUNK);
        store.write("k", file(content));

        try (InputStream in = store.read("k", content.length)) {
            in.skipNBytes(from);
            assertThat(in.readNBytes(100)).isEqualTo(Arrays.copyOfRange(content, from, from + 100));
            in.skipNBytes(1000);
            assertThat(in.read()).isEqualTo(Byte.toUnsignedInt(content[from + 1100]));
        }
        try (InputStream in = store.read("k", content.length)) {
            in.skipNBytes(content.length);
            assertThat(in.read()).as("behind the end").isEqualTo(-1);
        }
    }

    @Test
    void what_was_deleted_is_gone_and_deleting_it_again_does_nothing() throws Exception {
        byte[] content = bytes(CHUNK + 1);
        store.write("k", file(content));
        store.write("other", file(content));
        long both = held();

        store.delete("k", content.length);
        store.delete("k", content.length);

        assertThat(held()).isEqualTo(both / 2).isPositive();
        try (InputStream in = store.read("k", content.length)) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        }
        try (InputStream in = store.read("other", content.length)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void the_same_file_from_many_at_once_is_one_copy() throws Exception {
        byte[] pdf = pdf(CHUNK + 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ArchiveFiles.StoredFile>> sent = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(
                            () -> door.handle(VILLAGE, "minutes.pdf", sha256(pdf), new ByteArrayInputStream(pdf))))
                    .toList();
            for (Future<ArchiveFiles.StoredFile> one : sent) {
                assertThat(one.get().sha256()).isEqualTo(sha256(pdf));
            }
        }

        long copies = held();
        door.handle(VILLAGE, "again.pdf", null, new ByteArrayInputStream(pdf));
        assertThat(held()).isEqualTo(copies);
        assertThat(mongo.getCollection("archive-files").countDocuments()).isEqualTo(1);
        register.remove(
                List.of(FileRegister.id(VILLAGE, sha256(pdf))), Instant.now().plusSeconds(1));
        nothingIsLeft();
    }

    @Test
    void of_what_breaks_off_half_way_nothing_is_left() throws Exception {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(pdf(CHUNK)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> door.handle(VILLAGE, "minutes.pdf", null, broken))
                .isInstanceOfSatisfying(
                        FileRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo("file-incomplete"));
        nothingIsLeft();
    }

    @Test
    void what_is_not_what_it_should_be_leaves_nothing() throws Exception {
        byte[] pdf = pdf(CHUNK);
        assertThatThrownBy(() -> door.handle(VILLAGE, "minutes.pdf", "0".repeat(64), new ByteArrayInputStream(pdf)))
                .isInstanceOf(FileRejection.class);
        assertThatThrownBy(() -> door.handle(VILLAGE, "photo.jpg", null, new ByteArrayInputStream(pdf)))
                .isInstanceOf(FileRejection.class);
        assertThatThrownBy(() ->
                        door.handle(VILLAGE, "minutes.pdf", null, new ByteArrayInputStream(pdf(2 * 1024 * 1024 + 1))))
                .isInstanceOf(FileRejection.class);
        nothingIsLeft();
    }

    @Test
    void what_a_crash_left_is_removed() throws Exception {
        byte[] content = bytes(2 * CHUNK);
        mongo.getCollection("archive-files-under-way")
                .insertOne(new Document("_id", "left")
                        .append("file", "v:none")
                        .append("size", (long) content.length)
                        .append("at", 0L));
        store.write("left", file(content));

        register.removeRemains(Instant.now());

        nothingIsLeft();
    }

    private void nothingIsLeft() throws IOException {
        assertThat(held()).isZero();
        assertThat(mongo.getCollection("archive-files").countDocuments()).isZero();
        assertThat(mongo.getCollection("archive-files-under-way").countDocuments())
                .isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("kepu-")))
                    .isEmpty();
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("content"), content);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] pdf(int size) {
        byte[] pdf = bytes(size);
        byte[] begin = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, pdf, 0, begin.length);
        System.arraycopy(end, 0, pdf, size - end.length, end.length);
        return pdf;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
