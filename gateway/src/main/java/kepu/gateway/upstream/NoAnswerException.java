package kepu.gateway.upstream;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/** A call to a service failed: the one exception that counts for its circuit breaker. */
public final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final UpstreamFailure failure;

    NoAnswerException(IOException cause) {
        super(cause);
        this.failure = cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)
                ? UpstreamFailure.TIMEOUT
                : UpstreamFailure.UNREACHABLE;
    }

    UpstreamFailure failure() {
        return failure;
    }
}
