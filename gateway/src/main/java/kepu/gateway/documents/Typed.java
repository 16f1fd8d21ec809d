package kepu.gateway.documents;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people type into the form of a page. */
final class Typed {
    private static final Pattern CODE = Pattern.compile("[2-9A-Z]{12}");

    private Typed() {}

    /** A field as a form sends it; empty if it is malformed. */
    static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** A code of 12 characters, also in lower case or in groups. */
    static Optional<String> code(String typed) {
        return Optional.of(typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT))
                .filter(code -> CODE.matcher(code).matches());
    }
}
