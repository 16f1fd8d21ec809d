package kepu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import kepu.defaults.Patience;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class InTimeTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static void filter(FilterChain chain) throws ServletException, IOException {
        new InTime().doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), chain);
    }

    @Test
    void whatever_a_request_waits_for_is_part_of_one_patience() throws Exception {
        AtomicReference<Duration> left = new AtomicReference<>(HOUR);

        filter((_, _) -> left.set(Patience.left(HOUR)));

        assertThat(left.get()).isLessThanOrEqualTo(Patience.OF_A_REQUEST);
        assertThat(Patience.left(HOUR)).isEqualTo(HOUR);
    }

    @Test
    void what_fails_inside_fails_as_without_it() {
        for (Exception failure :
                new Exception[] {new IOException("x"), new ServletException("x"), new IllegalStateException("x")}) {
            assertThatThrownBy(() -> filter((_, _) -> {
                        switch (failure) {
                            case IOException io -> throw io;
                            case ServletException servlet -> throw servlet;
                            default -> throw (RuntimeException) failure;
                        }
                    }))
                    .isSameAs(failure);
        }
    }
}
