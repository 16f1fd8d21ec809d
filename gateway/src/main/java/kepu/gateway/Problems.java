package kepu.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Answers a {@link Problem} as RFC 9457 says, in the caller's language. */
@Component
final class Problems {
    private final JsonMapper json = new JsonMapper();
    private final Duration retryAfter;

    Problems(Settings settings) {
        // A trial call goes out no sooner than the breaker allows.
        this.retryAfter = settings.gateway().breaker().openFor();
    }

    Problem of(PartMissing missing) {
        var outage = missing.outage();
        var code = outage == Outage.TIMEOUT ? "service-timeout" : "service-unavailable";
        return new Problem(outage.status(), code, List.of(), missing.service(), retryAfter);
    }

    Problem of(HttpStatus status) {
        var code = switch (status) {
            case NOT_FOUND -> "unknown-route";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case CONTENT_TOO_LARGE -> "body-too-large";
            default -> status.is4xxClientError() ? "invalid-request" : "internal-error";
        };
        return new Problem(status, code);
    }

    ServerResponse answer(Problem problem) {
        return ServerResponse.status(problem.status()).build((request, response) -> {
            write(problem, request, response);
            return null;
        });
    }

    void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(problem, request.getRequestURI(), request, response);
    }

    void write(Problem problem, String instance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var messages = Messages.in(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var service = problem.service();
        var arguments = service == null ? problem.arguments().toArray() : new Object[] {messages.nameOf(service)};
        var body = json.createObjectNode()
                .put("type", "about:blank")
                .put("title", messages.text(problem.code() + ".title"))
                .put("status", problem.status().value())
                .put("detail", messages.text(problem.code(), arguments))
                .put("code", problem.code())
                .put("instance", instance);
        if (service != null) {
            body.put("missing", service);
        }
        if (problem.retryAfter() != null) {
            var seconds = Math.max(1, problem.retryAfter().plusMillis(999).toSeconds());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        var bytes = json.writeValueAsBytes(body);
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, messages.locale().toLanguageTag());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
