package kepu.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import kepu.gateway.GatewayProperties;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimiterTest {
    private final Clockwork time = new Clockwork();
    private final RateLimiter<String> buckets = new RateLimiter<>(new GatewayProperties.Rate(2, 4), 100, time);

    @Test
    void a_caller_may_come_in_a_burst_and_then_at_its_rate() {
        assertThat(taken("a", 10)).isEqualTo(4);

        time.pass(Duration.ofMillis(499));
        assertThat(taken("a", 10)).isZero();
        time.pass(Duration.ofMillis(1));
        assertThat(taken("a", 10)).isEqualTo(1);
        time.pass(Duration.ofSeconds(1));
        assertThat(taken("a", 10)).isEqualTo(2);
    }

    @Test
    void who_rests_gathers_no_more_than_a_burst() {
        taken("a", 10);

        time.pass(Duration.ofHours(1));

        assertThat(taken("a", 10)).isEqualTo(4);
    }

    @Test
    void one_caller_takes_nothing_from_another() {
        taken("a", 10);

        assertThat(taken("b", 10)).isEqualTo(4);
    }

    @Test
    void a_refused_caller_is_told_when_to_come_again() {
        taken("a", 4);
        var response = new MockHttpServletResponse();

        assertThat(buckets.consume("a", response)).contains(Duration.ofMillis(500));

        assertThat(response.getHeader("X-RateLimit-Limit")).isEqualTo("4");
        assertThat(response.getHeader("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(response.getHeader("X-RateLimit-Reset")).isEqualTo("2");
    }

    @Test
    void a_crowd_of_callers_takes_no_more_memory_than_its_bound() {
        for (int i = 0; i < 10_000; i++) {
            taken("caller-" + i, 1);
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(100);
    }

    private int taken(String caller, int asked) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            if (buckets.consume(caller, new MockHttpServletResponse()).isEmpty()) {
                taken++;
            }
        }
        return taken;
    }

    /** Time that passes when the test says so. */
    private static final class Clockwork implements TimeMeter {
        private long nanos;

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
