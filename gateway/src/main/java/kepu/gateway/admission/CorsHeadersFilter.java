package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the pages of the configured origins read answers (CORS).
 *
 * <p>It does not refuse a request for its {@code Origin} alone, for a browser sends that with the gateway's own forms too.
 * Pages of other origins get no headers to read the answer by, and their preflight requests are refused.
 */
@Component
@Order(FilterOrder.CORS)
final class CorsHeadersFilter extends OncePerRequestFilter {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, If-None-Match, Kepu-Correlation-Id,"
                    + " Prefer, traceparent";
    private static final String RESPONSE_HEADERS =
            "ETag, Location, Idempotency-Replayed, Preference-Applied, Retry-After, Kepu-Correlation-Id,"
                    + " Kepu-Held-Up-Since, traceparent,"
                    + " X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";
    private static final String PREFLIGHT_MAX_AGE = "600";

    private final Set<String> origins;
    private final ProblemWriter problems;

    CorsHeadersFilter(GatewayProperties properties, ProblemWriter problems) {
        this.origins = Set.copyOf(properties.cors().origins());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origins.isEmpty()) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean allowed = origin != null && origins.contains(origin);
        if (allowed) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
        }
        if (!isPreflight(request)) {
            chain.doFilter(request, response);
        } else if (allowed) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_MAX_AGE);
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
