package kepu.gateway.problem;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refusal by the gateway itself.
 *
 * @param code stable; the messages file has its title and its sentence
 * @param service which service is missing, if one is
 * @param retryAfter when the caller may try again, if that helps
 */
public record Problem(
        HttpStatus status,
        String code,
        List<String> arguments,
        @Nullable String service,
        @Nullable Duration retryAfter) {
    private static final Duration SOON = Duration.ofSeconds(1);

    public Problem(HttpStatus status, String code, String... arguments) {
        this(status, code, List.of(arguments), null, null);
    }

    /** A problem that passes by itself. */
    public static Problem later(HttpStatus status, String code, Duration retryAfter) {
        return new Problem(status, code, List.of(), null, retryAfter);
    }

    /** A problem that passes by itself within a second or so. */
    public static Problem soon(HttpStatus status, String code) {
        return Problem.later(status, code, SOON);
    }

    /** How long the caller has to wait, if waiting helps. */
    public OptionalLong secondsToWait() {
        return retryAfter == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    /** The key of the sentence: two codes have longer sentences where there is a value to name. */
    String messageKey() {
        if (arguments.isEmpty()) {
            return code;
        }
        return switch (code) {
            case "invalid-request" -> code + ".value";
            case "invalid-json" -> code + '.' + arguments.getLast();
            default -> code;
        };
    }
}
