package kepu.contracts.privacy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers of persons in free text, however they are written: 18-digit ID numbers (公民身份号码, GB 11643) with the right
 * check digit and a possible date of birth, those of 15 digits from before 1999, and mainland mobile numbers, also behind
 * 86, +86, 0086 or 0.
 *
 * <p>Digits of any script or shape count, Chinese numerals too, and what cannot be seen does not part them. What parts
 * them is judged by its kind and by the groups that it makes, as scores, dates, decimals and lists of numbers would else be
 * taken for one. No further digit may stand beside. Hashes and UUIDs are passed over: sooner or later one holds such a
 * number by chance. Landlines are not looked for: they are offices', and stand in every notice.
 *
 * <p>Time grows with the length of the text alone.
 */
public final class PersonalNumbers {
    private static final int SHORTEST = 11;
    private static final int SHORTEST_HASH = 32;
    private static final Pattern MACHINE_MADE =
            Pattern.compile("(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}"
                    + "[0-9a-fA-F]{12}|[0-9a-fA-F]{32,})(?![0-9A-Za-z])");

    /** In place of a hash: nothing that a number could go on behind. */
    private static final String PASSED_OVER = "略";

    private PersonalNumbers() {}

    public static boolean isIn(@Nullable String text) {
        if (text == null || !hasDigitsEnough(text) || !isRead(text)) {
            return false;
        }
        return text.length() < SHORTEST_HASH
                || isRead(MACHINE_MADE.matcher(text).replaceAll(PASSED_OVER));
    }

    /** A bullet or a character may stand right before a number, so that what may be digits is read both ways. */
    private static boolean isRead(String text) {
        return new NumberSearch(Cells.of(text, false)).finds()
                || text.codePoints().anyMatch(Cells::isWideDigit) && new NumberSearch(Cells.of(text, true)).finds();
    }

    /** Every event passes here, and most texts end here. */
    private static boolean hasDigitsEnough(String text) {
        int digits = 0;
        for (int i = 0, character; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            digits += Cells.digits(character);
            if (digits >= SHORTEST) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text or a name within a JSON document, as it stands written, may hold one; numbers and the like cannot.
     * Says yes rather than no where only the document's reader can tell.
     */
    public static boolean mayBeInTextOf(String json) {
        int from = -1;
        int digits = 0;
        boolean isEscaped = false;
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            if (character == '"') {
                if (from >= 0 && digits >= SHORTEST && (isEscaped || isIn(json.substring(from, i)))) {
                    return true;
                }
                from = from < 0 ? i + 1 : -1;
                digits = 0;
                isEscaped = false;
            } else if (from >= 0 && character == '\\') {
                isEscaped = true;
                digits += 1; // may be a digit, if it is one by its code
                i++;
            } else if (from >= 0) {
                digits += Character.isHighSurrogate(character)
                        ? Cells.digits(json.codePointAt(i))
                        : Cells.digits(character);
            }
        }
        return false;
    }
}
