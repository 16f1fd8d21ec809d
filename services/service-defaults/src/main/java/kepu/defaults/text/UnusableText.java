package kepu.defaults.text;

/** A text holds a character that nobody else could read; says which, never the text. */
public final class UnusableText extends IllegalArgumentException {
    private final String character;

    UnusableText(int character) {
        super("the text holds " + name(character));
        this.character = name(character);
    }

    private static String name(int character) {
        return String.format("U+%04X", character);
    }

    /** Such as {@code U+0007}. */
    public String character() {
        return character;
    }
}
