package kepu.volunteers.person;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the persons' keys are wrapped with: 32 random bytes, in a file of its owner's or only in memory. */
final class MasterKey {
    /** Before the id of a key that is gone with its process. */
    static final String IN_MEMORY = "memory-";

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int ID_BYTES = 8;

    private final String id;
    private final Aead aead;

    private MasterKey(String kind, byte[] bytes) {
        try {
            this.id = kind
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, ID_BYTES);
            this.aead = Sealing.with(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static MasterKey inMemory() {
        return new MasterKey(IN_MEMORY, random());
    }

    /**
     * The key in a file, as base64.
     *
     * @throws IllegalStateException if the file is not there or holds something else
     */
    static MasterKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new IllegalStateException("the master key " + file + " is not there");
            }
            if (isOpenToOthers(file)) {
                log.warn("{} can be read by others than its owner; whoever reads it can read personal data", file);
            }
            byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length != Sealing.KEY_BYTES) {
                throw new IllegalStateException(file + " does not hold " + Sealing.KEY_BYTES + " bytes as base64");
            }
            return new MasterKey("", bytes);
        } catch (IllegalArgumentException _) { // whose message may tell a part of the key
            throw new IllegalStateException(file + " does not hold " + Sealing.KEY_BYTES + " bytes as base64");
        } catch (IOException e) {
            throw new UncheckedIOException("the master key " + file + " cannot be used", e);
        }
    }

    /** A new key for its owner's eyes only; complete or not at all, and never over another's. */
    static void make(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            Path half = Files.createTempFile(
                    folder,
                    ".key",
                    "",
                    posix
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                            : new FileAttribute<?>[0]);
            try {
                Files.writeString(half, Base64.getEncoder().encodeToString(random()) + "\n");
                try (FileChannel written = FileChannel.open(half, StandardOpenOption.WRITE)) {
                    written.force(true); // what is wrapped with it must not outlive it
                }
                Files.createLink(file, half);
                log.warn(
                        "a new master key for personal data was made: {}; keep a copy of it apart from the data", file);
            } catch (FileAlreadyExistsException e) {
                log.debug("another instance made {} meanwhile", file, e);
            } catch (UnsupportedOperationException _) { // no links here, so two that start at once may fall out
                Files.move(half, file);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the master key " + file + " cannot be made", e);
        }
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    private static byte[] random() {
        byte[] bytes = new byte[Sealing.KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Tells it from others, and nothing about it. */
    String id() {
        return id;
    }

    Aead aead() {
        return aead;
    }
}
