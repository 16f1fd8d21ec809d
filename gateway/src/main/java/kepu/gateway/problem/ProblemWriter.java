package kepu.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.gateway.GatewayProperties;
import kepu.gateway.connection.UnreadBodyFilter;
import kepu.gateway.http.Redaction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers with a {@link Problem} in the caller's language. */
@Component
public final class ProblemWriter {
    private final JsonMapper json = new JsonMapper();
    private final GatewayProperties properties;

    ProblemWriter(GatewayProperties properties) {
        this.properties = properties;
    }

    /** The problem that a bare status means at this gateway. */
    public Problem of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "unknown-route");
            case METHOD_NOT_ALLOWED -> new Problem(status, "method-not-allowed");
            case REQUEST_TIMEOUT ->
                new Problem(
                        status,
                        "body-too-slow",
                        Long.toString(Math.max(1, properties.bodyDeadline().toSeconds())));
            case CONTENT_TOO_LARGE ->
                new Problem(
                        status,
                        "body-too-large",
                        Long.toString(properties.bodyLimit().toKilobytes()));
            case URI_TOO_LONG -> new Problem(status, "uri-too-long");
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> new Problem(status, "headers-too-large");
            // Tomcat answers so to a Transfer-Encoding, and to a version of HTTP, that nobody knows.
            case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED -> new Problem(HttpStatus.BAD_REQUEST, "invalid-request");
            default -> new Problem(status, status.is4xxClientError() ? "invalid-request" : "internal-error");
        };
    }

    public ServerResponse response(Problem problem) {
        return ServerResponse.status(problem.status()).build((request, response) -> {
            write(problem, request, response);
            return null;
        });
    }

    public ServerResponse response(HttpStatus status) {
        return response(of(status));
    }

    public void write(HttpStatus status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(of(status), request, response);
    }

    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(problem, request.getRequestURI(), request, response);
    }

    /** The document that says it. */
    public ObjectNode document(Problem problem, String instance, Messages messages) {
        var service = problem.service();
        var arguments = service == null
                ? problem.arguments().stream().map(Redaction::text).toArray()
                : new Object[] {messages.nameOf(service)};
        var document = json.createObjectNode()
                .put("type", "about:blank")
                .put("title", messages.text(problem.code() + ".title"))
                .put("status", problem.status().value())
                .put("detail", messages.text(problem.messageKey(), arguments))
                .put("code", problem.code())
                .put("instance", Redaction.path(instance));
        if (service != null) {
            document.put("missing", service);
        }
        return document;
    }

    void write(Problem problem, String instance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var messages = Messages.forLanguages(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var retryAfter = problem.secondsToWait();
        if (retryAfter.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.getAsLong()));
        }
        var bytes = json.writeValueAsBytes(document(problem, instance, messages));
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, messages.locale().toLanguageTag());
        response.setContentLength(bytes.length);
        UnreadBodyFilter.announceClose(request, response);
        response.getOutputStream().write(bytes);
    }
}
