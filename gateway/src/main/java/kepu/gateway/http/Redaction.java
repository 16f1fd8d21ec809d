package kepu.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kepu.contracts.privacy.PersonalNumbers;
import org.springframework.web.util.UriUtils;

/**
 * Replaces what looks like an ID number or a phone number in a caller's text: the number alone if it is written plainly,
 * otherwise the whole text or path segment that it hides in.
 */
public final class Redaction {
    private static final Pattern PERSONAL_NUMBER =
            Pattern.compile("(?<![0-9])(?:[0-9]{17}[0-9Xx]|(?:\\+?86|0086)?1[3-9][0-9]{9})(?![0-9])");
    private static final String REDACTED = "***";

    private Redaction() {}

    public static String text(String text) {
        String redacted = PERSONAL_NUMBER.matcher(text).replaceAll(REDACTED);
        return PersonalNumbers.isIn(redacted) ? REDACTED : redacted;
    }

    /** @param path as it was sent; percent-encoded digits are digits too */
    public static String path(String path) {
        String decoded;
        try {
            decoded = UriUtils.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text(path);
        }
        if (!PERSONAL_NUMBER.matcher(decoded).find() && !PersonalNumbers.isIn(decoded)) {
            return path;
        }
        String segments =
                Arrays.stream(decoded.split("/", -1)).map(Redaction::text).collect(Collectors.joining("/"));
        return UriUtils.encodePath(PersonalNumbers.isIn(segments) ? REDACTED : segments, StandardCharsets.UTF_8);
    }
}
