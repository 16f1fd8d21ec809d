package kepu.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kepu.contracts.privacy.PersonalNumbers;
import org.springframework.web.util.UriUtils;

/**
 * Says again what a caller said, with what looks like an ID number or a phone number struck out: the number alone where it
 * is written plainly, else all of the text, or of the path's segment, that it hides in.
 */
final class Discreet {
    private static final Pattern PERSONAL =
            Pattern.compile("(?<![0-9])(?:[0-9]{17}[0-9Xx]|(?:\\+?86|0086)?1[3-9][0-9]{9})(?![0-9])");
    private static final String STRUCK_OUT = "***";

    private Discreet() {}

    static String text(String said) {
        String plain = PERSONAL.matcher(said).replaceAll(STRUCK_OUT);
        return PersonalNumbers.isIn(plain) ? STRUCK_OUT : plain;
    }

    /** A path as it was sent; digits in percent signs are digits too. */
    static String path(String sent) {
        String read;
        try {
            read = UriUtils.decode(sent, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return text(sent);
        }
        if (!PERSONAL.matcher(read).find() && !PersonalNumbers.isIn(read)) {
            return sent;
        }
        String segments = Arrays.stream(read.split("/", -1)).map(Discreet::text).collect(Collectors.joining("/"));
        return UriUtils.encodePath(PersonalNumbers.isIn(segments) ? STRUCK_OUT : segments, StandardCharsets.UTF_8);
    }
}
