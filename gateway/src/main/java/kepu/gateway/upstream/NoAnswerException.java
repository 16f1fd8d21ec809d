package kepu.gateway.upstream;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** A call to a service failed: the one exception that counts for its circuit breaker, unless its answer was only too large. */
public final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final UpstreamFailure failure;

    /** The answer is larger than the gateway holds. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int limit) {
            super("the answer is larger than " + limit + " bytes");
        }
    }

    NoAnswerException(IOException cause) {
        super(cause);
        this.failure = switch (cause) {
            case HttpConnectTimeoutException _ -> UpstreamFailure.UNREACHABLE;
            case HttpTimeoutException _ -> UpstreamFailure.TIMEOUT;
            case TooLarge _ -> UpstreamFailure.TOO_LARGE;
            default -> UpstreamFailure.UNREACHABLE;
        };
    }

    UpstreamFailure failure() {
        return failure;
    }
}
