package kepu.defaults.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds personal data in free text: 18-digit ID numbers (公民身份号码) whose check digit is right (GB 11643), and mainland
 * mobile numbers, each where no further digit stands beside it.
 *
 * <p>Digits of any script count. Hashes and UUIDs are passed over: sooner or later one holds such a number by chance.
 */
public final class PersonalData {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORTEST = 11;
    private static final Pattern MACHINE_MADE =
            Pattern.compile("(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}"
                    + "[0-9a-fA-F]{12}|[0-9a-fA-F]{32,})(?![0-9A-Za-z])");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9])(?:(?<id>[1-9][0-9]{16}[0-9Xx])(?![0-9])|1[3-9][0-9]{9}(?![0-9]))");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";

    private PersonalData() {}

    public static boolean isIn(@Nullable String text) {
        if (text == null || !hasLongRun(text)) {
            return false;
        }
        Matcher number = NUMBER.matcher(MACHINE_MADE.matcher(ascii(text)).replaceAll("-"));
        while (number.find()) {
            String id = number.group("id");
            if (id == null || hasRightCheckDigit(id)) {
                return true;
            }
        }
        return false;
    }

    /** Every event passes here, and nearly all end here. */
    private static boolean hasLongRun(String text) {
        int digits = 0;
        for (int i = 0, character; i < text.length() && digits < SHORTEST; i += Character.charCount(character)) {
            character = text.codePointAt(i);
            digits = Character.isDigit(character) ? digits + 1 : 0;
        }
        return digits == SHORTEST;
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            int digit = Character.isDigit(character) ? Character.digit(character, 10) : -1;
            ascii.appendCodePoint(digit < 0 ? character : '0' + digit);
        });
        return ascii.toString();
    }

    private static boolean hasRightCheckDigit(String id) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (id.charAt(i) - '0');
        }
        return Character.toUpperCase(id.charAt(WEIGHTS.length)) == CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length());
    }

    /** @return where in a JSON value the first text with personal data stands, such as {@code members[2].note} */
    static Optional<String> placeIn(String json) {
        return hasLongRun(json) ? placeIn("", JSON.readTree(json)) : Optional.empty();
    }

    private static Optional<String> placeIn(String path, JsonNode node) {
        if (node.isString()) {
            return isIn(node.stringValue()) ? Optional.of(path) : Optional.empty();
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> place = placeIn(path + '[' + i + ']', node.get(i));
                if (place.isPresent()) {
                    return place;
                }
            }
            return Optional.empty();
        }
        for (var property : node.properties()) {
            if (isIn(property.getKey())) {
                return Optional.of(path.isEmpty() ? "*" : path);
            }
            Optional<String> place =
                    placeIn(path.isEmpty() ? property.getKey() : path + '.' + property.getKey(), property.getValue());
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }
}
