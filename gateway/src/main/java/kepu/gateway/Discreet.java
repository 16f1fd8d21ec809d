package kepu.gateway;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** Says again what a caller said, with what looks like an ID number or a phone number struck out. */
final class Discreet {
    private static final Pattern PERSONAL =
            Pattern.compile("(?<![0-9])(?:[0-9]{17}[0-9Xx]|(?:\\+?86|0086)?1[3-9][0-9]{9})(?![0-9])");
    private static final String STRUCK_OUT = "***";

    private Discreet() {}

    static String text(String said) {
        return PERSONAL.matcher(said).replaceAll(STRUCK_OUT);
    }

    /** A path as it was sent; digits in percent signs are digits too. */
    static String path(String sent) {
        String read;
        try {
            read = UriUtils.decode(sent, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return text(sent);
        }
        return PERSONAL.matcher(read).find() ? UriUtils.encodePath(text(read), StandardCharsets.UTF_8) : sent;
    }
}
