package kepu.identity.account;

import static kepu.identity.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"abcdefghik", "十个汉字也是一个密码", "correct horse battery", "😀😁😂🤣😃😄😅😆😉😊"})
    void ten_characters_of_any_kind_are_enough(String chosen) {
        assertThatCode(() -> PasswordRules.check(chosen, "zhang.san")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefghi", "九个汉字不够做密码", "😀😁😂🤣😃😄😅😆😉"})
    void nine_are_not(String chosen) {
        assertRefused("password-too-short", () -> PasswordRules.check(chosen, "zhang.san"));
    }

    @Test
    void sixty_four_bytes_are_the_most() {
        String longest = "汉".repeat(20) + "abcd";

        assertThatCode(() -> PasswordRules.check(longest, null)).doesNotThrowAnyException();
        assertRefused("password-too-long", () -> PasswordRules.check(longest + "e", null));
    }

    @Test
    void the_login_name_is_no_password() {
        assertRefused("password-is-username", () -> PasswordRules.check("Zhang.San.99", "zhang.san.99"));
        assertThatCode(() -> PasswordRules.check("zhang.san.99!", "zhang.san.99"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890", "Password123", "aaaaaaaaaa", "1212121212", "woaini1314520"})
    void what_everybody_guesses_is_no_password(String chosen) {
        assertRefused("password-too-common", () -> PasswordRules.check(chosen, "zhang.san"));
    }

    @Test
    void a_password_stays_as_it_was_chosen_but_for_how_a_keyboard_composes_it() {
        assertThat(PasswordRules.normal(" Pass\u3000word\u200b ")).isEqualTo(" Pass word\u200b ");
        assertThat(PasswordRules.normal("cafe\u0301")).isEqualTo("caf\u00e9");
        assertThat(PasswordRules.normal("ｐａｓｓ①")).isEqualTo("ｐａｓｓ①");
        assertRefused("password-too-common", () -> PasswordRules.check("Ｐａｓｓｗｏｒｄ１２３", null));
        assertRefused("password-is-username", () -> PasswordRules.check("Ｚhang.San.99", "zhang.san.99"));
    }

    /** Marks of two classes, the later ones to go before all of the earlier: composing them costs the square of their number. */
    @Test
    void what_is_typed_without_end_takes_no_longer_than_a_password_and_is_none() {
        String pile = "a" + "\u0315".repeat(60_000) + "\u0316".repeat(60_000);

        assertThat(PasswordRules.normal(pile)).hasSizeLessThanOrEqualTo(1_000);
        assertRefused("password-too-long", () -> PasswordRules.check(PasswordRules.normal(pile), null));
    }

    @Test
    void a_login_name_is_the_same_however_it_is_typed() {
        assertThat(Usernames.normal(" Ｚhang.\u200bSan\u3000")).isEqualTo("zhang.san");
    }
}
