package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void a_wait_alone_is_as_long_as_it_would_be() {
        assertThat(Patience.left(Patience.OF_A_STEP)).isEqualTo(Patience.OF_A_STEP);
    }

    @Test
    void all_waits_of_one_work_are_together_no_longer_than_it_and_never_without_end() {
        Patience.within(Duration.ofHours(1), () -> {
            assertThat(Patience.left(Duration.ofHours(2))).isLessThanOrEqualTo(Duration.ofHours(1));
            assertThat(Patience.left(Patience.OF_A_STEP)).isEqualTo(Patience.OF_A_STEP);
        });
        Patience.within(
                Duration.ofNanos(1),
                () -> assertThat(Patience.left(Patience.OF_A_STEP)).isEqualTo(MILLI));
        assertThat(Patience.left(Patience.OF_A_STEP)).isEqualTo(Patience.OF_A_STEP);
    }

    @Test
    void work_within_work_gets_no_more_time() {
        Patience.within(
                Duration.ofMinutes(1),
                () -> Patience.within(
                        Duration.ofHours(1),
                        () -> assertThat(Patience.left(Duration.ofHours(1)))
                                .isLessThanOrEqualTo(Duration.ofMinutes(1))));
    }

    @Test
    void what_the_work_throws_is_thrown() {
        assertThatThrownBy(() -> Patience.within(MILLI, () -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class);
    }
}
