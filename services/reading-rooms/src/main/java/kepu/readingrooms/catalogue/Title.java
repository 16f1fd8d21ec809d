package kepu.readingrooms.catalogue;

import java.util.regex.Pattern;
import kepu.defaults.text.TextNormalizer;

/** What makes two titles one: width, case, blanks and punctuation do not matter. */
final class Title {
    private static final Pattern OF_NO_MATTER = Pattern.compile("[\\p{P}\\p{S}\\s&&[^+#]]");

    private Title() {}

    /**
     * The form by which titles are compared and looked for; {@code C++} and {@code C#} stay what they are, and a title of
     * nothing but marks stays as it is.
     */
    static String normalized(String title) {
        String compared = compared(title);
        String plain = OF_NO_MATTER.matcher(compared).replaceAll("");
        return plain.isEmpty() ? compared : plain;
    }

    static String compared(String text) {
        return TextNormalizer.compared(text);
    }
}
