package kepu.campaigns.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import kepu.defaults.Patience;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Takes a file in as it comes, looks into it, and keeps it; of a file that is refused nothing stays. */
@Component
class StoreFile {
    /** No way to another folder, nothing hidden, nothing that cannot be seen. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[^./\\\\:\\p{Cntrl}\\p{Cf}][^/\\\\:\\p{Cntrl}\\p{Cf}]*");

    private final FileRegister register;
    private final FileContent content;
    private final Path folder;
    private final DataSize limit;
    private final Semaphore places;

    /**
     * @param folder for files while they come in
     * @param atOnce how many may lie there at one time
     */
    StoreFile(
            FileRegister register,
            @Value("${kepu.campaigns.upload-folder}") Path folder,
            @Value("${kepu.campaigns.file-limit}") DataSize limit,
            @Value("${kepu.campaigns.unpacked-limit}") DataSize unpackedLimit,
            @Value("${kepu.campaigns.files-at-once}") int atOnce) {
        this.register = register;
        this.content = new FileContent(unpackedLimit);
        this.folder = folder;
        this.limit = limit;
        this.places = new Semaphore(atOnce);
    }

    /**
     * Keeps a file of a unit.
     *
     * @param name says by its extension what the file is to be; it is not kept
     * @param stated checksum (SHA-256) of what was sent, if the caller states it
     */
    ArchiveFiles.StoredFile handle(String unitId, String name, @Nullable String stated, InputStream body) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw FileRejection.nameInvalid();
        }
        FileType type = FileType.named(name).orElseThrow(() -> FileRejection.typeNotTaken(FileType.extensions()));
        if (!isPlaceTaken()) {
            throw FileRejection.busy();
        }
        try {
            return keep(unitId, type, stated, body);
        } finally {
            places.release();
        }
    }

    private boolean isPlaceTaken() {
        try {
            return places.tryAcquire(Patience.OF_A_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ArchiveFiles.StoredFile keep(String unitId, FileType type, @Nullable String stated, InputStream body) {
        Path received = null;
        Path kept = null;
        try {
            received = Files.createTempFile(folder, "kepu-received-", "");
            kept = Files.createTempFile(folder, "kepu-kept-", "");
            String sent = receive(body, received);
            if (stated != null && !stated.equals(sent)) {
                throw FileRejection.checksumMismatch(sent);
            }
            content.copyChecked(type, received, kept);
            return register.add(unitId, type.mediaType(), Files.size(kept), checksum(kept), kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(received);
            delete(kept);
        }
    }

    /** Up to the limit; tells the checksum. */
    private String receive(InputStream body, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int read = next(body, buffer); read >= 0; read = next(body, buffer)) {
                size += read;
                if (size > limit.toBytes()) {
                    throw FileRejection.tooLarge(Math.toIntExact(limit.toMegabytes()));
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            if (size == 0) {
                throw FileRejection.empty();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int next(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) { // whoever sent it is gone
            throw FileRejection.incomplete();
        }
    }

    private static String checksum(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
