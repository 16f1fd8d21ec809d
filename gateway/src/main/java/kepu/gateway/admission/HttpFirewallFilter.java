package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import kepu.gateway.GatewayProperties;
import kepu.gateway.connection.GatewayHttp11Protocol;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/** Refuses unusual methods, long addresses, large headers, unknown hosts and ambiguous paths or lengths. */
@Component
@Order(FilterOrder.HTTP_FIREWALL)
final class HttpFirewallFilter extends OncePerRequestFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The colon, the blank and the line end that each header has beside its name and value. */
    private static final int BYTES_PER_HEADER = 4;

    private final GatewayProperties properties;
    private final ProblemWriter problems;

    HttpFirewallFilter(GatewayProperties properties, ProblemWriter problems) {
        this.properties = properties;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var problem = problem(request);
        if (problem.isPresent()) {
            problems.write(problem.get(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> problem(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return Optional.of(problems.of(HttpStatus.METHOD_NOT_ALLOWED));
        }
        if (uriLength(request) > properties.uriLimit().toBytes()) {
            return Optional.of(problems.of(HttpStatus.URI_TOO_LONG));
        }
        if (areHeadersTooLarge(request)) {
            return Optional.of(problems.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE));
        }
        if (request.getAttribute(GatewayHttp11Protocol.AMBIGUOUS_LENGTH) != null) {
            return Optional.of(problems.of(HttpStatus.BAD_REQUEST));
        }
        if (RequestContext.of(request).client().host().isEmpty()) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "unknown-host"));
        }
        boolean isClear = isPathNormalized(request) && !RequestPaths.hidesItself(request.getRequestURI());
        return isClear ? Optional.empty() : Optional.of(problems.of(HttpStatus.NOT_FOUND));
    }

    private static long uriLength(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : 1 + query.length());
    }

    private boolean areHeadersTooLarge(HttpServletRequest request) {
        int count = 0;
        long bytes = 0;
        for (var name : Set.copyOf(Collections.list(request.getHeaderNames()))) {
            for (var value : Collections.list(request.getHeaders(name))) {
                count++;
                bytes += name.length() + value.length() + BYTES_PER_HEADER;
            }
        }
        return count > properties.headerCount()
                || bytes > properties.headerLimit().toBytes();
    }

    /**
     * The gateway's filters match the decoded path, services the normalized one; "…/organization/../../actuator" would mean
     * different things to them.
     */
    private static boolean isPathNormalized(HttpServletRequest request) {
        var decoded = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
        return decoded.equals(RequestPaths.of(request));
    }
}
