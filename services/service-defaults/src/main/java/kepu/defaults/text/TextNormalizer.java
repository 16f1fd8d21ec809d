package kepu.defaults.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Gives each text from outside the one form in which it is checked, counted and stored: NFC, without characters that show
 * nothing, with plain blanks, and none at either end. What has been given it stays as it is.
 *
 * <p>Characters of format go, for two titles that look alike are to be alike and an empty one is to be empty. Kept is what
 * changes what one sees: variation selectors behind a character (of rare ideographs U+E0100 and on, of emoji U+FE0F), a
 * joiner between the parts of an emoji, and joiners and the vowel separator within words of Arabic or Mongolian script.
 *
 * <p>Refused are control characters other than tab and line breaks, halves of characters, noncharacters, U+FFFD (text that
 * was spoilt before it came), characters of private use (each computer shows something else), and more than 30 marks on one
 * character. Characters that Unicode has yet to assign are taken: a new ideograph may be in a village's name before this
 * Java knows it.
 */
public final class TextNormalizer {
    private static final int MOST_MARKS = 30;
    private static final int NONE = -1;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int MONGOLIAN_VOWEL_SEPARATOR = 0x180e;
    private static final int NARROW_NO_BREAK_SPACE = 0x202f;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;
    private static final int REPLACEMENT = 0xfffd;

    private final String typed;
    private final boolean isOneLine;
    private final boolean refusesPiles;
    private final StringBuilder out;

    /** What the last character stands for, marks on it aside; {@link #NONE} at the start and behind a blank. */
    private int base = NONE;

    private int marks;
    private boolean isVaried;
    private int joiner = NONE;

    private TextNormalizer(String typed, boolean isOneLine, boolean refusesPiles) {
        this.typed = typed;
        this.isOneLine = isOneLine;
        this.refusesPiles = refusesPiles;
        this.out = new StringBuilder(typed.length());
    }

    /**
     * A name, a title, a code: one line, its words parted by one blank each.
     *
     * @throws UnusableText if it holds what is refused
     */
    public static String line(String typed) {
        return isPlain(typed) ? typed : new TextNormalizer(typed, true, true).normalized();
    }

    /**
     * A text of several lines, parted by {@code \n}; blanks within a line stay, those at its end go.
     *
     * @throws UnusableText if it holds what is refused
     */
    public static String lines(String typed) {
        return isPlain(typed) ? typed : new TextNormalizer(typed, false, true).normalized();
    }

    /**
     * What names and codes are compared by, and never shown: NFKC, in lower case, without variants. What was taken can be
     * compared: half-width sound marks are characters until widths do not matter, and of a pile of them the rest goes.
     *
     * @throws UnusableText if it holds what is refused
     */
    public static String compared(String text) {
        String lower = Normalizer.normalize(line(text), Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(lower.length());
        lower.codePoints().filter(character -> !isVariationSelector(character)).forEach(plain::appendCodePoint);
        return new TextNormalizer(Normalizer.normalize(plain, Form.NFKC), true, false).normalized();
    }

    /** Most texts are: ASCII, common ideographs and their punctuation, single blanks inside. */
    private static boolean isPlain(String text) {
        boolean isBlank = true;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isSpace = character == ' ';
            if (isSpace ? isBlank : !isPlain(character)) {
                return false;
            }
            isBlank = isSpace;
        }
        return text.isEmpty() || !isBlank;
    }

    private static boolean isPlain(char character) {
        return character > ' ' && character < 0x7f
                || character >= 0x4e00 && character <= 0x9fff
                || character >= 0x3001 && character <= 0x3020
                || character >= 0xff01 && character <= 0xff5e;
    }

    private String normalized() {
        for (int i = 0, character; i < typed.length(); i += Character.charCount(character)) {
            character = typed.codePointAt(i);
            boolean isSecondOfTwo = character == '\n' && i > 0 && typed.charAt(i - 1) == '\r';
            if (!isSecondOfTwo) {
                take(character);
            }
        }
        trimEnd();
        return Normalizer.normalize(out, Form.NFC);
    }

    private void take(int character) {
        requireUsable(character);
        if (isLineBreak(character)) {
            takeLineBreak();
        } else if (isJoiner(character)) {
            joiner = character;
        } else if (isBlank(character)) {
            takeBlank(character);
        } else if (isMark(character)) {
            takeMark(character);
        } else if (!showsNothing(character)) {
            takeJoiner(character);
            out.appendCodePoint(character);
            base = character;
            marks = 0;
            isVaried = false;
        }
    }

    private static void requireUsable(int character) {
        boolean isRefused = switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\t' && character != '\n' && character != '\r';
            case Character.SURROGATE, Character.PRIVATE_USE -> true;
            case Character.UNASSIGNED -> character >= 0xfdd0 && character <= 0xfdef || (character & 0xfffe) == 0xfffe;
            default -> character == REPLACEMENT;
        };
        if (isRefused) {
            throw new UnusableText(character);
        }
    }

    private static boolean isLineBreak(int character) {
        return character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
    }

    private void takeLineBreak() {
        if (isOneLine) {
            takeBlank(' ');
            return;
        }
        trimEnd(' ');
        if (!out.isEmpty()) {
            out.append('\n');
        }
        nothingBefore();
    }

    private void takeBlank(int character) {
        boolean isIndent = !isOneLine && character == IDEOGRAPHIC_SPACE;
        boolean isWanted = isOneLine ? base != NONE : !out.isEmpty();
        if (isWanted) {
            out.append(isIndent ? '\u3000' : ' ');
        }
        nothingBefore();
    }

    private void nothingBefore() {
        base = NONE;
        joiner = NONE;
        marks = 0;
    }

    private static boolean isJoiner(int character) {
        return character == ZERO_WIDTH_NON_JOINER
                || character == ZERO_WIDTH_JOINER
                || character == MONGOLIAN_VOWEL_SEPARATOR
                || character == NARROW_NO_BREAK_SPACE;
    }

    /** Only now it is known what it would join. */
    private void takeJoiner(int next) {
        if (joiner == NONE) {
            return;
        }
        int joining = joiner;
        joiner = NONE;
        if (base != NONE && joins(joining, next)) {
            out.appendCodePoint(joining);
        } else if (joining == NARROW_NO_BREAK_SPACE) {
            takeBlank(joining);
        }
    }

    private boolean joins(int joining, int next) {
        if (joining == ZERO_WIDTH_JOINER
                && (Character.isExtendedPictographic(base) || Character.isEmojiModifier(base))
                && Character.isExtendedPictographic(next)) {
            return true;
        }
        UnicodeScript script = UnicodeScript.of(base);
        return script == UnicodeScript.of(next)
                && (script == UnicodeScript.MONGOLIAN
                        || script == UnicodeScript.ARABIC
                                && (joining == ZERO_WIDTH_JOINER || joining == ZERO_WIDTH_NON_JOINER));
    }

    /** Of every kind, and those that only look like one: braille's, and fillers of Hangul. */
    private static boolean isBlank(int character) {
        return character == '\t'
                || Character.getType(character) == Character.SPACE_SEPARATOR
                || character == 0x2800
                || character == 0x115f
                || character == 0x1160
                || character == 0x3164
                || character == 0xffa0;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
                !showsNothing(character);
            default -> false;
        };
    }

    /** A mark needs something to stand on. */
    private void takeMark(int character) {
        if (base == NONE) {
            return;
        }
        if (isVariationSelector(character)) {
            if (!isVaried && isVariable(character)) {
                out.appendCodePoint(character);
                isVaried = true;
            }
            return;
        }
        marks++;
        if (marks <= MOST_MARKS) {
            out.appendCodePoint(character);
        } else if (refusesPiles) {
            throw new UnusableText(character);
        }
    }

    private static boolean isVariationSelector(int character) {
        return character >= 0xfe00 && character <= 0xfe0f
                || character >= 0xe0100 && character <= 0xe01ef
                || character >= 0x180b && character <= 0x180d
                || character == 0x180f;
    }

    private boolean isVariable(int selector) {
        if (selector >= 0xe0100) {
            return Character.isIdeographic(base);
        }
        return selector >= 0xfe00 || UnicodeScript.of(base) == UnicodeScript.MONGOLIAN;
    }

    private static boolean showsNothing(int character) {
        return Character.getType(character) == Character.FORMAT
                || character == 0x034f // combining grapheme joiner
                || character == 0x17b4 // inherent vowels of Khmer
                || character == 0x17b5
                || character == 0x2065 // never to be shown, should they ever be assigned
                || character >= 0xfff0 && character <= 0xfff8
                || character >= 0xe0000 && character <= 0xe0fff && !isVariationSelector(character);
    }

    private void trimEnd() {
        trimEnd('\n');
    }

    private void trimEnd(char upTo) {
        int end = out.length();
        while (end > 0 && isTrimmed(out.charAt(end - 1), upTo)) {
            end--;
        }
        out.setLength(end);
    }

    private static boolean isTrimmed(char character, char upTo) {
        return character == ' ' || character == '\u3000' || character == '\n' && upTo == '\n';
    }
}
