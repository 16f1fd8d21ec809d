package kepu.identity.account.password;

import static kepu.identity.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import kepu.defaults.Patience;
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
    void the_waits_of_a_password_change_are_together_no_longer_than_a_request_may_wait() {
        Semaphore processors = new Semaphore(1);
        Passwords taken = new Passwords(4, processors);
        processors.acquireUninterruptibly();
        long begun = System.nanoTime();

        Patience.within(Duration.ofMillis(300), () -> {
            for (int i = 0; i < 10; i++) {
                assertRefused("sign-in-busy", () -> taken.match("the old one", Optional::empty));
                assertRefused("sign-in-busy", () -> taken.match("the new one", Optional::empty));
                assertRefused("sign-in-busy", () -> taken.hash("the new one"));
            }
        });

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("each by itself, all thirty take a minute")
                .isBetween(Duration.ofMillis(300), Patience.OF_A_STEP.multipliedBy(30));
        processors.release();
        Patience.within(
                Duration.ofMinutes(1),
                () -> assertThat(taken.hash("the new one")).isNotEmpty());
    }

    @Test
    void nobody_s_password_is_never_right() {
        assertThat(passwords.match("the password of nobody", Optional::empty)).isFalse();
    }
}
