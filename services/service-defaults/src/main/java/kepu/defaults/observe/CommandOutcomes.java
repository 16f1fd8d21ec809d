package kepu.defaults.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import kepu.defaults.Command;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Counts each command by its answer: accepted, refused for a reason of the caller's, or failed for one of the service's. */
final class CommandOutcomes implements HandlerInterceptor {
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;

    CommandOutcomes(MeterRegistry meters) {
        accepted = outcome(meters, "accepted");
        refused = outcome(meters, "refused");
        failed = outcome(meters, "failed");
    }

    private static Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("kepu.commands")
                .description("commands by their answer; failed ones were answered with 5xx")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (!isCommand(handler)) {
            return;
        }
        if (e != null || response.getStatus() >= FIRST_FAILURE) {
            failed.increment();
        } else if (response.getStatus() >= FIRST_REFUSAL) {
            refused.increment();
        } else {
            accepted.increment();
        }
    }

    private static boolean isCommand(Object handler) {
        return handler instanceof HandlerMethod method
                && Arrays.asList(method.getMethod().getParameterTypes()).contains(Command.class);
    }
}
