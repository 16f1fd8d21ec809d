package kepu.gateway.upstream;

import java.time.Duration;
import java.util.List;
import kepu.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A service gave no answer. */
public final class UpstreamException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);

    private final String service;
    private final UpstreamFailure failure;

    UpstreamException(String service, UpstreamFailure failure, @Nullable Throwable cause) {
        super(service + ": " + failure.code(), cause);
        this.service = service;
        this.failure = failure;
    }

    public UpstreamFailure failure() {
        return failure;
    }

    /** @param openFor how long a circuit stays open: it lets no trial call through before */
    public Problem problem(Duration openFor) {
        var code = switch (failure) {
            case TIMEOUT -> "service-timeout";
            case BUSY -> "service-busy";
            case TOO_LARGE -> "answer-too-large";
            case CIRCUIT_OPEN, UNREACHABLE, FAILED -> "service-unavailable";
        };
        var retryAfter = switch (failure) {
            case BUSY -> BUSY_RETRY_AFTER;
            case TOO_LARGE -> null; // waiting makes it no smaller
            default -> openFor;
        };
        return new Problem(failure.status(), code, List.of(), service, retryAfter);
    }
}
