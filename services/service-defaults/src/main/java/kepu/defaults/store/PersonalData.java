package kepu.defaults.store;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds personal data in free text: 18-digit ID numbers (公民身份号码) whose check digit is right (GB 11643), and mainland
 * mobile numbers, also behind 86, +86 or 0086, each where no further digit stands beside it.
 *
 * <p>Digits of any script count. Between two may stand a blank, dash or dot: in an ID number five times at most and only
 * if a date of birth is in it, in a mobile number where people part it (139 1234 5678). Scores, dates and decimals would
 * else be taken for one. Hashes and UUIDs are passed over: sooner or later one holds such a number by chance.
 */
public final class PersonalData {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORTEST = 11;
    private static final Pattern MACHINE_MADE =
            Pattern.compile("(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}"
                    + "[0-9a-fA-F]{12}|[0-9a-fA-F]{32,})(?![0-9A-Za-z])");
    private static final Pattern ID =
            Pattern.compile("(?<![0-9])(?<number>[1-9](?:[ .-]?[0-9]){16}[ .-]?[0-9Xx])(?![0-9])");
    private static final Pattern MOBILE =
            Pattern.compile("(?<![0-9])(?:(?<![0-9]\\.)(?:00)?86)?(?<number>1[3-9](?:[ .-]?[0-9]){9})(?![0-9])");
    private static final Pattern SEPARATOR = Pattern.compile("[ .-]");
    private static final Pattern GROUPS =
            Pattern.compile("[0-9]{11}|[0-9]{3}(?:[ -][0-9]{3,}){1,2}|[0-9]{7}[ -][0-9]{4}"
                    + "|[0-9]{4}[ -][0-9]{3}[ -][0-9]{4}|[0-9]{3,4}(?:\\.[0-9]{3,}){2}");
    private static final Pattern BIRTH =
            Pattern.compile("(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final int BIRTH_FROM = 6;
    private static final int BIRTH_TO = 14;
    private static final int MOST_SEPARATORS = 5;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";

    private PersonalData() {}

    public static boolean isIn(@Nullable String text) {
        if (text == null || !hasLongRun(text)) {
            return false;
        }
        String read = MACHINE_MADE.matcher(ascii(text)).replaceAll("-");
        return isIn(read, MOBILE, number -> GROUPS.matcher(number).matches()) || isIn(read, ID, PersonalData::isId);
    }

    private static boolean isIn(String text, Pattern shape, Predicate<String> isOne) {
        Matcher matcher = shape.matcher(text);
        for (int from = 0; matcher.find(from); from = matcher.start() + 1) {
            if (isOne.test(matcher.group("number"))) {
                return true;
            }
        }
        return false;
    }

    /** Every event passes here, and most texts end here. */
    private static boolean hasLongRun(String text) {
        int digits = 0;
        boolean separated = true;
        for (int i = 0, character; i < text.length() && digits < SHORTEST; i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (Character.isDigit(character)) {
                digits++;
                separated = false;
            } else {
                if (separated || !isSeparator(character)) {
                    digits = 0;
                }
                separated = true;
            }
        }
        return digits == SHORTEST;
    }

    private static boolean isSeparator(int character) {
        return plain(character) != character || character == ' ' || character == '-' || character == '.';
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(character -> ascii.appendCodePoint(plain(character)));
        return ascii.toString();
    }

    /** The same digit, blank, dash or dot as ASCII has it. */
    private static int plain(int character) {
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(character, 10);
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.DASH_PUNCTUATION -> '-';
            default ->
                switch (character) {
                    case '\u2212' -> '-'; // minus
                    case '·', '・', '．' -> '.';
                    default -> character;
                };
        };
    }

    private static boolean isId(String written) {
        String number = SEPARATOR.matcher(written).replaceAll("");
        int separators = written.length() - number.length();
        return hasRightCheckDigit(number)
                && (separators == 0
                        || separators <= MOST_SEPARATORS
                                && !DECIMAL.matcher(written).matches()
                                && BIRTH.matcher(number)
                                        .region(BIRTH_FROM, BIRTH_TO)
                                        .matches());
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
