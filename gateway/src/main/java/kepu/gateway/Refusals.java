package kepu.gateway;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Says in the gateway's words what Tomcat refuses before any filter sees it. */
final class Refusals extends ErrorReportValve {
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            SecurityHeaders.ofData(response);
            var instance = Objects.requireNonNullElse(request.getRequestURI(), "");
            problems.write(problem(request, response), instance, request, response);
            response.finishResponse();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private Problem problem(Request request, Response response) {
        boolean tooLarge = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause
                && TOO_LARGE.equals(cause.getMessage());
        if (tooLarge) {
            return problems.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
        }
        return switch (HttpStatus.resolve(response.getStatus())) {
            case null -> problems.of(HttpStatus.BAD_REQUEST);
            // Tomcat's word for CONNECT, which it never heard of.
            case NOT_IMPLEMENTED -> problems.of(HttpStatus.METHOD_NOT_ALLOWED);
            case HttpStatus status -> problems.of(status);
        };
    }
}
