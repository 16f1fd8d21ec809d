package kepu.sample;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is read from the body of a command. */
final class Body {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{ref:([^}#]+)(#item)?}");

    private Body() {}

    /** With the names of aggregates in place of the refs of the commands that made them. */
    static String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> found.group(1).replace('/', '~'));
    }

    static String text(Map<String, Object> body, String field) {
        return String.valueOf(body.get(field));
    }

    static int number(Map<String, Object> body, String field) {
        return (Integer) body.get(field);
    }

    static Set<String> strings(Map<String, Object> body, String field) {
        Set<String> strings = new TreeSet<>();
        ((Collection<?>) body.get(field)).forEach(one -> strings.add(filled((String) one)));
        return strings;
    }

    static Instant at(Map<String, Object> body) {
        return OffsetDateTime.parse(text(body, "occurredAt")).toInstant();
    }

    static @Nullable Instant until(Map<String, Object> body) {
        return body.containsKey("until")
                ? OffsetDateTime.parse(text(body, "until")).toInstant()
                : null;
    }
}
