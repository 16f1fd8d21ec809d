package kepu.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** What cannot be read of a request is its caller's doing: a 400, and no error in the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallerFaults implements HandlerExceptionResolver {
    private final ProblemWriter problems;

    CallerFaults(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        boolean isCallers =
                failure instanceof InvalidParameterException || failure instanceof InvalidMediaTypeException;
        if (!isCallers || response.isCommitted()) {
            return null;
        }
        try {
            problems.write(HttpStatus.BAD_REQUEST, request, response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }
}
