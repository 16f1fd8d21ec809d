package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Semaphore processors = new Semaphore(1);
    private final Turns turns = new Turns(processors, () -> new Rejection(503, "too-many-turns"));

    @Test
    void whoever_gets_no_turn_in_time_is_told_to_come_again_and_the_next_one_gets_it() {
        String nested = turns.take(() -> {
            Patience.within(
                    Duration.ofMillis(50),
                    () -> assertThatThrownBy(() -> turns.take(() -> "second"))
                            .isInstanceOfSatisfying(Rejection.class, refused -> {
                                assertThat(refused.status()).isEqualTo(503);
                                assertThat(refused.code()).isEqualTo("too-many-turns");
                            }));
            return "first";
        });

        assertThat(nested).isEqualTo("first");
        assertThat(turns.take(() -> "next")).isEqualTo("next");
    }

    @Test
    void what_fails_gives_its_turn_back() {
        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IllegalStateException("no card");
                }))
                .hasMessage("no card");

        assertThat(processors.availablePermits()).isOne();
    }
}
