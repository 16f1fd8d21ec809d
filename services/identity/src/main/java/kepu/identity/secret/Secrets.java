package kepu.identity.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.defaults.secret.OwnerOnlyFile;

/**
 * Secrets that nobody chose: random enough that a plain hash hides them, as opposed to a password, which needs a slow one.
 */
public final class Secrets {
    /** Without what is mistaken for another character when written down. */
    private static final String LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RANDOM_BYTES = 32;
    private static final int FIRST_PASSWORD_GROUPS = 4;
    private static final int FIRST_PASSWORD_GROUP = 5;
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

    /** The secret in a file; a new random one if there is none yet, the same for all who start at once. */
    public static String readOrMake(Path path) {
        OwnerOnlyFile file = new OwnerOnlyFile(path);
        if (!file.exists()) {
            file.make(random() + "\n");
        }
        return file.read().strip();
    }
}
