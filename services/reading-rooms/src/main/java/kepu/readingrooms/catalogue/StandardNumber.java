package kepu.readingrooms.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** ISBN and ISSN by their check digits; hyphens and blanks do not matter. */
final class StandardNumber {
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\-‐‑–]");
    private static final Pattern ISBN_10 = Pattern.compile("[0-9]{9}[0-9X]");
    private static final Pattern ISBN_13 = Pattern.compile("97[89][0-9]{10}");
    private static final Pattern ISSN = Pattern.compile("[0-9]{7}[0-9X]");
    private static final int ELEVEN = 11;
    private static final int TEN = 10;

    private StandardNumber() {}

    /** In thirteen digits, however it was stated; empty if it is none. */
    static Optional<String> isbn(String stated) {
        String number = plain(stated);
        if (ISBN_10.matcher(number).matches() && sumByEleven(number) == 0) {
            String digits = "978" + number.substring(0, TEN - 1);
            return Optional.of(digits + checkDigit13(digits));
        }
        return ISBN_13.matcher(number).matches() && number.charAt(12) == checkDigit13(number)
                ? Optional.of(number)
                : Optional.empty();
    }

    /** In eight characters; empty if it is none. */
    static Optional<String> issn(String stated) {
        String number = plain(stated);
        return ISSN.matcher(number).matches() && sumByEleven(number) == 0 ? Optional.of(number) : Optional.empty();
    }

    private static String plain(String stated) {
        return BETWEEN.matcher(Title.compared(stated)).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** The last digit has the weight 1, each before it one more; X is ten. */
    private static int sumByEleven(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            char character = number.charAt(i);
            sum += (number.length() - i) * (character == 'X' ? TEN : character - '0');
        }
        return sum % ELEVEN;
    }

    private static char checkDigit13(String number) {
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (number.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return (char) ('0' + (TEN - sum % TEN) % TEN);
    }
}
