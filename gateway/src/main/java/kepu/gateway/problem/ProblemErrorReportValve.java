package kepu.gateway.problem;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import kepu.gateway.http.SecurityHeadersFilter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Writes a problem document where Tomcat refuses a request before any filter sees it. */
final class ProblemErrorReportValve extends ErrorReportValve {
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    private final ProblemWriter problems;

    ProblemErrorReportValve(ProblemWriter problems) {
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
            SecurityHeadersFilter.setDataHeaders(response);
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
        var status = HttpStatus.resolve(response.getStatus());
        if (status == HttpStatus.NOT_IMPLEMENTED && "CONNECT".equals(request.getMethod())) {
            return problems.of(HttpStatus.METHOD_NOT_ALLOWED);
        }
        return problems.of(status == null ? HttpStatus.BAD_REQUEST : status);
    }
}
