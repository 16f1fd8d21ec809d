package kepu.defaults.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with a secret, made for its owner's eyes only, whole or not at all. */
public final class OwnerOnlyFile {
    private static final Logger log = LoggerFactory.getLogger(OwnerOnlyFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;

    public OwnerOnlyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * What is in it, as it is; a warning if others can read it too, as they can what is mounted for a group.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public String read() {
        try {
            if (isOpenToOthers()) {
                log.warn("{} can be read by others than its owner, and it holds a secret", path);
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the secret in " + path + " cannot be read", e);
        }
    }

    /**
     * Never over another's: several processes may start at once.
     *
     * @return false if there is one already
     * @throws UncheckedIOException if there is none and none can be made
     */
    public boolean make(String secret) {
        try {
            Path whole = written(secret);
            try {
                link(whole);
                return true;
            } catch (FileAlreadyExistsException e) {
                log.debug("{} was made by somebody else meanwhile", path, e);
                return false;
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw cannotBeWritten(e);
        }
    }

    /**
     * In place of what is there, if anything.
     *
     * @throws UncheckedIOException if it cannot be written; what was there is still there
     */
    public void replace(String secret) {
        try {
            Path whole = written(secret);
            try {
                Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw cannotBeWritten(e);
        }
    }

    private Path written(String secret) throws IOException {
        Path folder =
                Files.createDirectories(Objects.requireNonNull(path.getParent(), () -> path + " lies in no folder"));
        Path whole = Files.createTempFile(folder, ".new", "", ownerOnly(folder));
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            Files.writeString(whole, secret);
            channel.force(true); // what is sealed with it must not outlive it
            return whole;
        } catch (IOException e) {
            Files.deleteIfExists(whole);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private void link(Path whole) throws IOException {
        try {
            Files.createLink(path, whole);
        } catch (UnsupportedOperationException _) { // no links here, so two that start at once may fall out
            Files.move(whole, path);
        }
    }

    private boolean isOpenToOthers() throws IOException {
        return isPosix(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private UncheckedIOException cannotBeWritten(IOException e) {
        return new UncheckedIOException("the secret in " + path + " cannot be written", e);
    }
}
