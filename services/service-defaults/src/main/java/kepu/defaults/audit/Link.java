package kepu.defaults.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of an entry in its unit's chain, and the hash that ties it to the one before. */
public record Link(String unit, long number) {
    /** What the first entry of a chain follows. */
    public static final String GENESIS = "0".repeat(64);

    private static final int DIGITS = 12;
    private static final Pattern ID = Pattern.compile("([^:]+):(\\d{" + DIGITS + "})");

    /** @return empty if no entry of a chain can lie under this id */
    public static Optional<Link> read(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches()
                ? Optional.of(new Link(
                        matcher.group(1).replace("%3A", ":").replace("%25", "%"), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The document's {@code _id}: sorts by number within a unit, and no unit's ids lie between those of another. */
    public String id() {
        String digits = Long.toString(number); // without a formatter: each entry asks for it twice
        String zeros = "0".repeat(Math.max(0, DIGITS - digits.length()));
        return unit.replace("%", "%25").replace(":", "%3A") + ':' + zeros + digits;
    }

    /** {@code SHA-256(prev \n id \n entry)}, so that an entry fits nowhere but at its place. */
    public String hash(String prev, String entry) {
        return sha256(prev + '\n' + id() + '\n' + entry);
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
