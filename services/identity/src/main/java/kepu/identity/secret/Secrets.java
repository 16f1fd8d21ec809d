package kepu.identity.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that nobody chose: random enough that a plain hash hides them, as opposed to a password, which needs a slow one.
 */
public final class Secrets {
    private static final Logger log = LoggerFactory.getLogger(Secrets.class);

    /** Without what is mistaken for another character when written down. */
    private static final String LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RANDOM_BYTES = 32;
    private static final int FIRST_PASSWORD_GROUPS = 4;
    private static final int FIRST_PASSWORD_GROUP = 5;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 256 random bits, fit for a URL. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** About 99 random bits, fit for being read out and typed: {@code k7mqp-x3rtw-9hjzn-4vfcd}. */
    public static String firstPassword() {
        return IntStream.range(0, FIRST_PASSWORD_GROUPS)
                .mapToObj(_ -> RANDOM.ints(FIRST_PASSWORD_GROUP, 0, LEGIBLE.length())
                        .mapToObj(index -> String.valueOf(LEGIBLE.charAt(index)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /** SHA-256 of a random secret, fit for a URL. */
    public static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is the secret of that hash; takes as long whether it is or not. */
    public static boolean matches(String secret, String hash) {
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a secret into a file that its owner alone may read, whole or not at all. */
    public static void write(Path file, String secret) {
        try {
            Path whole = file.toAbsolutePath();
            Path begun = ownerOnly(folderOf(whole));
            Files.writeString(begun, secret);
            Files.move(begun, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        return Files.createDirectories(Objects.requireNonNull(file.getParent(), "a file lies in a folder"));
    }

    private static Path ownerOnly(Path folder) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? Files.createTempFile(folder, ".new", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.createTempFile(folder, ".new", "");
    }

    /** The secret in a file; a new random one if there is none yet, the same for all who start at once. */
    public static String readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file.toAbsolutePath());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file) throws IOException {
        Path begun = ownerOnly(folderOf(file));
        try {
            Files.writeString(begun, random() + "\n");
            Files.createLink(file, begun);
        } catch (FileAlreadyExistsException e) {
            log.debug("{} was made by somebody else meanwhile", file, e);
        } finally {
            Files.delete(begun);
        }
    }
}
