package kepu.defaults.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import kepu.defaults.store.PersonalData;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Tomcat itself refuses, and what nobody else has answered, as a problem like everything else. */
final class ConnectorProblems extends ErrorReportValve {
    private static final JsonMapper JSON = new JsonMapper();

    private final MessageSource messages;
    private final LocaleResolver locales;

    ConnectorProblems(MessageSource messages, LocaleResolver locales) {
        this.messages = messages;
        this.locales = locales;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = meant(response.getStatus());
        Locale locale = locales.resolveLocale(request);
        byte[] body = JSON.writeValueAsBytes(problem(status, locale, request.getRequestURI()));
        try {
            response.setStatus(status.value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Tomcat answers a Transfer-Encoding and a version of HTTP that it does not know as if that were a failure of its own. */
    private static HttpStatus meant(int status) {
        return switch (HttpStatus.resolve(status)) {
            case null -> HttpStatus.BAD_REQUEST;
            case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED -> HttpStatus.BAD_REQUEST;
            case HttpStatus known -> known;
        };
    }

    private ObjectNode problem(HttpStatus status, Locale locale, @Nullable String path) {
        String code = Problems.codeOf(status);
        Object[] arguments = {Integer.toString(status.value())};
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", messages.getMessage("title." + status.value(), null, status.getReasonPhrase(), locale))
                .put("status", status.value())
                .put("detail", messages.getMessage(code, arguments, code, locale))
                .put("code", code);
        if (path != null && isPlain(path)) {
            problem.put("instance", path);
        }
        return problem;
    }

    private static boolean isPlain(String path) {
        try {
            return !PersonalData.isIn(UriUtils.decode(path, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
