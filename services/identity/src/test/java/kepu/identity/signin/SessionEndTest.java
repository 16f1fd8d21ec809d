package kepu.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SessionEndTest {
    private static final Instant SIGNED_IN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final AtomicReference<Instant> now = new AtomicReference<>(SIGNED_IN);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final MockHttpSession session = new MockHttpSession();

    @Test
    void a_sign_in_lasts_a_quarter_of_an_hour_however_often_it_is_used() throws Exception {
        session.setAttribute(SessionEnd.SINCE, SIGNED_IN);

        for (int minute = 1; minute < QUARTER.toMinutes(); minute++) {
            use(SIGNED_IN.plus(Duration.ofMinutes(minute)));
        }
        use(SIGNED_IN.plus(QUARTER).minusMillis(1));
        assertThat(session.isInvalid()).isFalse();
        use(SIGNED_IN.plus(QUARTER));
        assertThat(session.isInvalid()).isTrue();
    }

    private void use(Instant at) throws Exception {
        now.set(at);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/password");
        request.setSession(session);
        new SessionEnd(QUARTER, clock).doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
    }
}
