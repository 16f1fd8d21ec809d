package kepu.volunteers.person;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/** An ID number (公民身份号码, GB 11643) in its 18 characters; prints itself masked. */
record IdNumber(String plain) {
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);
    private static final int SHOWN = 4;

    /** @throws PersonRejection unless shape, check digit and date of birth are right; it does not say what was stated */
    static IdNumber of(String stated, LocalDate today) {
        String number = stated.strip().toUpperCase(Locale.ROOT);
        if (!SHAPE.matcher(number).matches() || !hasRightCheckDigit(number) || !isBornInTime(number, today)) {
            throw PersonRejection.invalidIdNumber();
        }
        return new IdNumber(number);
    }

    private static boolean hasRightCheckDigit(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return number.charAt(WEIGHTS.length) == CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length());
    }

    private static boolean isBornInTime(String number, LocalDate today) {
        try {
            LocalDate birth = LocalDate.of(
                    Integer.parseInt(number, 6, 10, 10),
                    Integer.parseInt(number, 10, 12, 10),
                    Integer.parseInt(number, 12, 14, 10));
            return !birth.isBefore(EARLIEST_BIRTH) && !birth.isAfter(today);
        } catch (DateTimeException _) { // 30 February
            return false;
        }
    }

    /** 1101**********8515: says neither the county nor the date of birth. */
    String masked() {
        int hidden = plain.length() - 2 * SHOWN;
        return plain.substring(0, SHOWN) + "*".repeat(hidden) + plain.substring(SHOWN + hidden);
    }

    @Override
    public String toString() {
        return masked();
    }
}
