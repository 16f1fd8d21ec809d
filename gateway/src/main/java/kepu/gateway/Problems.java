package kepu.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Answers a {@link Problem} as RFC 9457 says, in the caller's language. */
@Component
final class Problems {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final int LONGEST_NAME = 64;

    private final JsonMapper json = new JsonMapper();
    private final Settings.Terms terms;

    Problems(Settings settings) {
        this.terms = settings.gateway();
    }

    Problem of(PartMissing missing) {
        var outage = missing.outage();
        var code = switch (outage) {
            case TIMEOUT -> "service-timeout";
            case BUSY -> "service-busy";
            case CIRCUIT_OPEN, UNREACHABLE, FAILED -> "service-unavailable";
        };
        // A trial call goes out no sooner than the breaker allows.
        var wait = outage == Outage.BUSY ? A_MOMENT : terms.breaker().openFor();
        return new Problem(outage.status(), code, List.of(), missing.service(), wait);
    }

    Problem of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "unknown-route");
            case METHOD_NOT_ALLOWED -> new Problem(status, "method-not-allowed");
            case REQUEST_TIMEOUT ->
                new Problem(
                        status,
                        "body-too-slow",
                        Long.toString(Math.max(1, terms.bodyDeadline().toSeconds())));
            case CONTENT_TOO_LARGE ->
                new Problem(
                        status,
                        "body-too-large",
                        Long.toString(terms.bodyLimit().toKilobytes()));
            case URI_TOO_LONG -> new Problem(status, "uri-too-long");
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> new Problem(status, "headers-too-large");
            default -> new Problem(status, status.is4xxClientError() ? "invalid-request" : "internal-error");
        };
    }

    /** Refuses what the gateway's own answers do not depend on, so that nobody believes they do. */
    HandlerFilterFunction<ServerResponse, ServerResponse> nothingAsked() {
        return (request, next) -> {
            var query = request.servletRequest().getQueryString();
            if (query != null && !query.isEmpty()) {
                return answer(new Problem(HttpStatus.BAD_REQUEST, "unknown-parameter", firstName(query)));
            }
            if (request.servletRequest().getContentLengthLong() > 0) {
                return answer(new Problem(HttpStatus.BAD_REQUEST, "body-not-expected"));
            }
            return next.handle(request);
        };
    }

    private static String firstName(String query) {
        var name = query.split("[=&]", 2)[0];
        try {
            name = URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            // named as it was sent
        }
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
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
        var arguments = service == null
                ? problem.arguments().stream().map(Discreet::text).toArray()
                : new Object[] {messages.nameOf(service)};
        var body = json.createObjectNode()
                .put("type", "about:blank")
                .put("title", messages.text(problem.code() + ".title"))
                .put("status", problem.status().value())
                .put("detail", messages.text(problem.sentence(), arguments))
                .put("code", problem.code())
                .put("instance", Discreet.path(instance));
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
        UnreadBody.announceEnd(request, response);
        response.getOutputStream().write(bytes);
    }
}
