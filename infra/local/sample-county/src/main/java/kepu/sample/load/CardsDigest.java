package kepu.sample.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.SortedMap;

/** One SHA-256 over the canonical cards of all villages: the same wherever the same facts are, on whatever store. */
public final class CardsDigest {
    private CardsDigest() {}

    /** The day that the cards are computed as of: after the last fact of the sample of that year. */
    public static LocalDate asOf(int year) {
        return LocalDate.of(year + 1, 2, 1);
    }

    /**
     * Hex digits of the cards one after the other in UTF-8, in the order of the villages' codes.
     *
     * @param cards canonical cards by code
     */
    public static String of(SortedMap<String, String> cards) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            cards.values().forEach(card -> digest.update(card.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
