package kepu.gateway.upstream;

import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Why a service gave no answer, as far as a caller can act on it. */
public enum UpstreamFailure {
    /** The gateway sent nothing: the circuit of the service is open. */
    CIRCUIT_OPEN("circuit-open", HttpStatus.SERVICE_UNAVAILABLE),
    /** The gateway sent nothing: the bulkhead of the service is full. */
    BUSY("busy", HttpStatus.SERVICE_UNAVAILABLE),
    /** The connection failed or broke before the answer was complete. */
    UNREACHABLE("unreachable", HttpStatus.SERVICE_UNAVAILABLE),
    /** The answer is late; the service may have carried out the request or not. */
    TIMEOUT("timeout", HttpStatus.GATEWAY_TIMEOUT),
    /** The answer is larger than the gateway holds: the service is well, and the caller asked for too much at once. */
    TOO_LARGE("too-large", HttpStatus.UNPROCESSABLE_CONTENT),
    /** The village overview cannot use the answer. */
    FAILED("failed", HttpStatus.BAD_GATEWAY);

    private final String code;
    private final HttpStatus status;

    UpstreamFailure(String code, HttpStatus status) {
        this.code = code;
        this.status = status;
    }

    /** The value of {@code why} in the village overview. */
    public String code() {
        return code;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether it says that the service is not well: only that counts for its circuit. */
    boolean isOutage() {
        return this != TOO_LARGE;
    }

    /** Empty if the exception comes from anywhere but a call to a service: the caller's request, the gateway itself. */
    static Optional<UpstreamFailure> of(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoAnswerException noAnswer) {
                return Optional.of(noAnswer.failure());
            }
        }
        return Optional.empty();
    }
}
