package kepu.contracts.privacy;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as the search for numbers reads it: a cell for each digit, whatever script or shape it is written in, and a cell
 * for what stands between, by its kind. What cannot be seen has no cell.
 */
final class Cells {
    static final byte BLANK = 10;
    static final byte DASH = 11;
    static final byte DOT = 12;
    static final byte SLASH = 13;

    /** Between the numbers of a list: comma, colon, semicolon, line break. */
    static final byte LIST = 14;

    /** Any other punctuation or symbol: bracket, underscore, star. */
    static final byte ODD = 15;

    static final byte LETTER = 16;

    /** A letter too, and the last character of one ID number in eleven. */
    static final byte X = 17;

    /** What never stands inside a number: Chinese characters, signs of money and percent. */
    static final byte OTHER = 18;

    private static final byte NOTHING = 19;
    private static final int LARGEST_DIGIT = 9;
    private static final int LARGEST_PAIR = 99;
    private static final byte[] ASCII = ascii();

    private final byte[] cells;
    private final int size;

    private Cells(byte[] cells, int size) {
        this.cells = cells;
        this.size = size;
    }

    int size() {
        return size;
    }

    byte at(int index) {
        return index < size ? cells[index] : OTHER;
    }

    boolean isDigit(int index) {
        return index >= 0 && index < size && cells[index] <= LARGEST_DIGIT;
    }

    /**
     * Several of the same kind side by side are one gap.
     *
     * @param wide whether Chinese numerals and circled, raised or bracketed digits are digits; else they are bullets and
     *     characters, which may stand right before a number
     */
    static Cells of(String text, boolean wide) {
        byte[] cells = new byte[2 * text.length()];
        int size = 0;
        for (int i = 0, character; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (character < ASCII.length) {
                size = add(cells, size, ASCII[character]);
                continue;
            }
            int number = wide ? number(character) : Character.digit(character, 10);
            if (number > LARGEST_DIGIT) {
                cells[size++] = (byte) (number / 10);
                number %= 10;
            }
            size = add(cells, size, number >= 0 ? (byte) number : kind(character));
        }
        return new Cells(cells, size);
    }

    private static int add(byte[] cells, int size, byte cell) {
        boolean again = size > 0 && cells[size - 1] == cell && cell > LARGEST_DIGIT && cell <= ODD && cell != LIST;
        if (cell == NOTHING || again) {
            return size;
        }
        cells[size] = cell;
        return size + 1;
    }

    /** How many digits a character may stand for, 0 to 2. */
    static int digits(int character) {
        if (character < ASCII.length) {
            return ASCII[character] <= LARGEST_DIGIT ? 1 : 0;
        }
        int number = number(character);
        return number < 0 ? 0 : number <= LARGEST_DIGIT ? 1 : 2;
    }

    /** Whether it is one only in a wide reading. */
    static boolean isWideDigit(int character) {
        return character >= ASCII.length && Character.digit(character, 10) < 0 && number(character) >= 0;
    }

    private static int number(int character) {
        int chinese = chinese(character);
        if (chinese >= 0 || character >= '\u4e00' && character <= '\u9fff') {
            return chinese;
        }
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER -> Character.digit(character, 10);
            case Character.OTHER_NUMBER, Character.LETTER_NUMBER -> {
                int value = isRomanX(character) ? -1 : Character.getNumericValue(character);
                yield value <= LARGEST_PAIR ? Math.max(value, -1) : -1;
            }
            default -> -1;
        };
    }

    /** Said digit by digit; 幺 is how a one is said on the phone. */
    private static int chinese(int character) {
        return switch (character) {
            case '〇', '零', '○', '◯' -> 0;
            case '一', '壹', '弌', '幺' -> 1;
            case '二', '贰', '貳', '弍', '两', '兩' -> 2;
            case '三', '叁', '參', '叄', '弎' -> 3;
            case '四', '肆' -> 4;
            case '五', '伍' -> 5;
            case '六', '陆', '陸' -> 6;
            case '七', '柒' -> 7;
            case '八', '捌' -> 8;
            case '九', '玖' -> 9;
            default -> -1;
        };
    }

    private static byte kind(int character) {
        byte known = known(character);
        if (known != NOTHING) {
            return known;
        }
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR -> BLANK;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> LIST;
            case Character.DASH_PUNCTUATION -> DASH;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> NOTHING;
            case Character.CONNECTOR_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> ODD;
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.LETTER_NUMBER -> letter(character);
            default -> OTHER;
        };
    }

    /** Of what Unicode's own classes put elsewhere than readers do; {@link #NOTHING} for the rest. */
    private static byte known(int character) {
        return switch (character) {
            case '\u2800', '\u115f', '\u1160', '\u3164', '\uffa0' -> BLANK; // braille blank, fillers of Hangul
            case '\u2212', '〜', '～' -> DASH; // minus, and dashes that wave
            case '·', '・', '．', '。', '｡', '•', '‧', '∙', '⋅' -> DOT;
            case '／', '⁄', '∕' -> SLASH;
            case '，', '、', '；', '：', '﹐', '﹑', '､' -> LIST;
            case '％', '‰', '￥', '¥' -> OTHER;
            case '×', 'Х', 'х', 'Χ', 'χ', '✕', '✖', 'Ⅹ', 'ⅹ' -> X; // Cyrillic, Greek and other look-alikes
            case '杠', '横', '转', '空' -> LETTER; // how a gap is said
            default -> NOTHING;
        };
    }

    private static boolean isRomanX(int character) {
        return character == 'Ⅹ' || character == 'ⅹ';
    }

    private static byte letter(int character) {
        return Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC)
                        .equalsIgnoreCase("x")
                ? X
                : LETTER;
    }

    private static byte[] ascii() {
        byte[] kinds = new byte[128];
        Arrays.fill(kinds, ODD);
        Arrays.fill(kinds, 0, ' ', NOTHING);
        for (int character = '0'; character <= '9'; character++) {
            kinds[character] = (byte) (character - '0');
        }
        for (int character = 'a'; character <= 'z'; character++) {
            kinds[character] = LETTER;
            kinds[Character.toUpperCase(character)] = LETTER;
        }
        "xX".chars().forEach(character -> kinds[character] = X);
        "\t ".chars().forEach(character -> kinds[character] = BLANK);
        "\n\r,:;".chars().forEach(character -> kinds[character] = LIST);
        "-~".chars().forEach(character -> kinds[character] = DASH);
        "%$".chars().forEach(character -> kinds[character] = OTHER);
        kinds['.'] = DOT;
        kinds['/'] = SLASH;
        kinds[127] = NOTHING;
        return kinds;
    }
}
