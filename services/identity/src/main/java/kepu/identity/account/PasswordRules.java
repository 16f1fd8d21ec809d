package kepu.identity.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a chosen password must be: long, not well known, not the login name; which characters it is made of is free. */
final class PasswordRules {
    static final int LEAST_CHARACTERS = 10;

    /** bcrypt looks at 72 bytes at most. */
    static final int MOST_BYTES = 64;

    /**
     * Of what is typed no more is looked at: composed it has more than {@link #MOST_BYTES} by far, and to put in order a hundred
     * thousand marks on one letter takes the square of that.
     */
    private static final int LONGEST_TYPED = 1_000;

    private static final Pattern BLANK = Pattern.compile("\\p{Zs}");
    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /**
     * The same password whichever way a keyboard composes its characters or writes its blanks, and nothing more: no blank,
     * case or width is taken from what somebody chose (RFC 8265, OpaqueString).
     */
    static String normal(String typed) {
        String begun = typed.length() <= LONGEST_TYPED ? typed : typed.substring(0, LONGEST_TYPED);
        return Normalizer.normalize(BLANK.matcher(begun).replaceAll(" "), Normalizer.Form.NFC);
    }

    /** @param chosen in its {@link #normal} form */
    static void check(String chosen, @Nullable String username) {
        if (chosen.codePointCount(0, chosen.length()) < LEAST_CHARACTERS) {
            throw AccountRejection.passwordTooShort(LEAST_CHARACTERS);
        }
        if (chosen.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw AccountRejection.passwordTooLong(MOST_BYTES);
        }
        String lower = Normalizer.normalize(chosen, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT); // wide letters are as common
        if (username != null && isName(lower, username.toLowerCase(Locale.ROOT))) {
            throw AccountRejection.passwordIsUsername();
        }
        if (COMMON.contains(lower) || lower.codePoints().distinct().count() < 3) {
            throw AccountRejection.passwordTooCommon();
        }
    }

    /** With or without the unit's code behind it. */
    private static boolean isName(String chosen, String username) {
        return chosen.equals(username) || chosen.equals(Usernames.withoutUnit(username));
    }

    private static Set<String> common() {
        try (BufferedReader words = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream("/kepu/identity/common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            return words.lines().filter(word -> !word.isBlank()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
