package kepu.gateway;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refusal of the gateway's own.
 *
 * @param code says for ever the same thing; the sentence for people stands under it in the messages
 * @param service which service is missing, if one is
 * @param retryAfter when it makes sense to ask again, if it does
 */
record Problem(
        HttpStatus status,
        String code,
        List<String> arguments,
        @Nullable String service,
        @Nullable Duration retryAfter) {
    Problem(HttpStatus status, String code, String... arguments) {
        this(status, code, List.of(arguments), null, null);
    }

    /** Key of the sentence: one code may say more where there is something to name. */
    String sentence() {
        return code.equals("invalid-request") && !arguments.isEmpty() ? code + ".value" : code;
    }

    /** One that goes away by itself. */
    static Problem later(HttpStatus status, String code, Duration retryAfter) {
        return new Problem(status, code, List.of(), null, retryAfter);
    }
}
