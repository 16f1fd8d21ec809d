package kepu.gateway.upstream;

import org.jspecify.annotations.Nullable;

/** A service gave no answer. */
public final class UpstreamException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final UpstreamFailure failure;

    UpstreamException(String service, UpstreamFailure failure, @Nullable Throwable cause) {
        super(service + ": " + failure.code(), cause);
        this.service = service;
        this.failure = failure;
    }

    String service() {
        return service;
    }

    public UpstreamFailure failure() {
        return failure;
    }
}
