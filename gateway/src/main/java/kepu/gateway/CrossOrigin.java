package kepu.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens the API to the pages of configured origins and to no other.
 *
 * <p>A request of another origin is not refused for its {@code Origin} alone: a browser sends that with the gateway's own
 * forms too. It just gets no leave to read the answer, and no preflight passes.
 */
@Component
@Order(3)
final class CrossOrigin extends OncePerRequestFilter {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, If-None-Match, Kepu-Correlation-Id,"
                    + " Prefer, traceparent";
    private static final String ANSWER_HEADERS =
            "ETag, Location, Preference-Applied, Retry-After, Kepu-Correlation-Id, traceparent, X-RateLimit-Limit,"
                    + " X-RateLimit-Remaining, X-RateLimit-Reset";
    private static final String SECONDS_A_PREFLIGHT_HOLDS = "600";

    private final Set<String> origins;
    private final Problems problems;

    CrossOrigin(Settings settings, Problems problems) {
        this.origins = Set.copyOf(settings.gateway().cors().origins());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origins.isEmpty()) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean welcome = origin != null && origins.contains(origin);
        if (welcome) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        }
        if (!isPreflight(request)) {
            chain.doFilter(request, response);
        } else if (welcome) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_A_PREFLIGHT_HOLDS);
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else {
            problems.write(new Problem(HttpStatus.FORBIDDEN, "origin-refused"), request, response);
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
