package kepu.assessment.after;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code wait} preference of RFC 7240. A malformed one is ignored. */
final class WaitPreference {
    private static final Pattern SECONDS = Pattern.compile("\"?([0-9]{1,18})\"?");

    private WaitPreference() {}

    /**
     * The first {@code wait} of all the {@code Prefer} headers.
     *
     * @param longest upper bound
     */
    static Optional<Duration> of(List<String> headers, Duration longest) {
        return headers.stream()
                .flatMap(header -> split(header, ',').stream())
                .map(preference -> split(preference, ';').getFirst().split("=", 2))
                .filter(preference -> preference[0].strip().equalsIgnoreCase("wait"))
                .findFirst()
                .flatMap(wait -> seconds(wait.length < 2 ? "" : wait[1].strip()))
                .map(wish -> wish.compareTo(longest) > 0 ? longest : wish);
    }

    private static Optional<Duration> seconds(String value) {
        Matcher digits = SECONDS.matcher(value);
        return digits.matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(digits.group(1)))) : Optional.empty();
    }

    /** Splits at separators outside quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\' && quoted) {
                i++; // and whatever it escapes
            } else if (at == '"') {
                quoted = !quoted;
            } else if (at == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
