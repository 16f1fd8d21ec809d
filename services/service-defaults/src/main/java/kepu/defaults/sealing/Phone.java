package kepu.defaults.sealing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mainland phone number (电话), {@code 13812345678} or {@code 0818-2345678}; prints itself masked. */
public record Phone(String plain) {
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern MOBILE = Pattern.compile("(?:\\+86|0086)?(1[3-9][0-9]{9})");
    private static final Pattern LANDLINE = Pattern.compile("(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})");
    private static final int LONGEST_STATED = 32;
    private static final int LONG_SUBSCRIBER_NUMBER = 8;
    private static final int SHORT_AREA_CODE = 3;
    private static final int SHOWN_LAST = 4;

    /** @throws KeyRejection unless it is one; it does not say what was stated */
    public static Phone of(String stated) {
        String digits = stated.length() > LONGEST_STATED
                ? ""
                : SEPARATORS.matcher(stated.strip()).replaceAll("");
        Matcher mobile = MOBILE.matcher(digits);
        if (mobile.matches()) {
            return new Phone(mobile.group(1));
        }
        Matcher landline = LANDLINE.matcher(digits);
        if (landline.matches() && fits(landline.group(1), landline.group(2))) {
            return new Phone(landline.group(1) + '-' + landline.group(2));
        }
        throw KeyRejection.invalidPhone();
    }

    /** The large cities with the short codes have no short numbers. */
    private static boolean fits(String areaCode, String subscriber) {
        return areaCode.length() > SHORT_AREA_CODE || subscriber.length() == LONG_SUBSCRIBER_NUMBER;
    }

    /** 138****5678, 0818-***5678. */
    public String masked() {
        int dash = plain.indexOf('-');
        int from = dash < 0 ? SHORT_AREA_CODE : dash + 1;
        int to = plain.length() - SHOWN_LAST;
        return plain.substring(0, from) + "*".repeat(to - from) + plain.substring(to);
    }

    @Override
    public String toString() {
        return masked();
    }
}
