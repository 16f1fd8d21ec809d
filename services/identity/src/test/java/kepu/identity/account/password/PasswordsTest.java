package kepu.identity.account.password;

import static kepu.identity.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(4);
    private final AtomicInteger attempts = new AtomicInteger();

    private Optional<String> counted(String hash) {
        attempts.incrementAndGet();
        return Optional.of(hash);
    }

    @Test
    void who_is_sent_away_because_others_are_being_checked_made_no_attempt() {
        String hash = passwords.hash("my very own sentence");

        Thread.currentThread().interrupt(); // nobody waits for a turn then
        try {
            assertRefused("sign-in-busy", () -> passwords.match("my very own sentence", () -> counted(hash)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(attempts).hasValue(0);
        assertThat(passwords.match("my very own sentence", () -> counted(hash))).isTrue();
        assertThat(passwords.match("another", () -> counted(hash))).isFalse();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void nobody_s_password_is_never_right() {
        assertThat(passwords.match("the password of nobody", Optional::empty)).isFalse();
    }
}
