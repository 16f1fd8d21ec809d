package kepu.gateway;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Why a part is missing, as far as a caller can act on it. */
enum Outage {
    /** Nothing was sent: the service failed too often just now. */
    CIRCUIT_OPEN("circuit-open", HttpStatus.SERVICE_UNAVAILABLE),
    /** Nothing was sent: the service has as many calls as it is given at one time. */
    BUSY("busy", HttpStatus.SERVICE_UNAVAILABLE),
    /** No connection, or it broke before the answer. */
    UNREACHABLE("unreachable", HttpStatus.SERVICE_UNAVAILABLE),
    /** The request was sent, the answer is not there in time: the service may have done it or not. */
    TIMEOUT("timeout", HttpStatus.GATEWAY_TIMEOUT),
    /** An answer that a composed read has no use for. */
    FAILED("failed", HttpStatus.BAD_GATEWAY);

    private final String word;
    private final HttpStatus status;

    Outage(String word, HttpStatus status) {
        this.word = word;
        this.status = status;
    }

    String word() {
        return word;
    }

    HttpStatus status() {
        return status;
    }

    /** The outage a failed call stands for; empty if the failure is the gateway's own. */
    static Optional<Outage> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case HttpConnectTimeoutException _ -> {
                    return Optional.of(UNREACHABLE);
                }
                case HttpTimeoutException _ -> {
                    return Optional.of(TIMEOUT);
                }
                case IOException _ -> {
                    return Optional.of(UNREACHABLE);
                }
                default -> {}
            }
        }
        return Optional.empty();
    }
}
