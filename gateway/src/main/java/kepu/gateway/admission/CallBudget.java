package kepu.gateway.admission;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import kepu.gateway.GatewayProperties;
import org.springframework.stereotype.Component;

/** The calls that the subject of a verified token may make a second: requests, and the rows of batches. */
@Component
public final class CallBudget {
    private final RateLimiter<String> calls;

    CallBudget(GatewayProperties properties) {
        var limits = properties.limits();
        this.calls = new RateLimiter<>(limits.principal(), limits.remembered());
    }

    /** Empty if the caller may go on, else how long it has to wait. */
    Optional<Duration> consume(String principal, HttpServletResponse response) {
        return calls.consume(principal, response);
    }

    /**
     * Waits until the caller may make one more call.
     *
     * @return false, at once, if it may not within that time
     */
    public boolean await(String principal, Duration patience) throws InterruptedException {
        return calls.await(principal, patience);
    }
}
