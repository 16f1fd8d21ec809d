package kepu.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import kepu.gateway.door.Door;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/** Lets in only requests of an ordinary shape, by a name of the gateway's own, whose path is what it seems. */
@Component
@Order(2)
final class RequestGuard extends OncePerRequestFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The colon, the blank and the line's end. */
    private static final int AROUND_A_HEADER = 4;

    private final Settings.Terms terms;
    private final Problems problems;

    RequestGuard(Settings settings, Problems problems) {
        this.terms = settings.gateway();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            problems.write(refusal.get(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return Optional.of(problems.of(HttpStatus.METHOD_NOT_ALLOWED));
        }
        if (uriLength(request) > terms.uriLimit().toBytes()) {
            return Optional.of(problems.of(HttpStatus.URI_TOO_LONG));
        }
        if (hasTooMuchInItsHeaders(request)) {
            return Optional.of(problems.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE));
        }
        if (request.getAttribute(Door.TWO_LENGTHS) != null) {
            return Optional.of(problems.of(HttpStatus.BAD_REQUEST));
        }
        if (Passage.of(request).origin().authority().isEmpty()) {
            return Optional.of(new Problem(HttpStatus.BAD_REQUEST, "unknown-host"));
        }
        return hasPlainPath(request) ? Optional.empty() : Optional.of(problems.of(HttpStatus.NOT_FOUND));
    }

    private static long uriLength(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : 1 + query.length());
    }

    private boolean hasTooMuchInItsHeaders(HttpServletRequest request) {
        int count = 0;
        long bytes = 0;
        for (var name : Set.copyOf(Collections.list(request.getHeaderNames()))) {
            for (var value : Collections.list(request.getHeaders(name))) {
                count++;
                bytes += name.length() + value.length() + AROUND_A_HEADER;
            }
        }
        return count > terms.headerCount() || bytes > terms.headerLimit().toBytes();
    }

    /** Routes match the path as sent, a service the path as it reads: "…/organization/../../actuator" is two places. */
    private static boolean hasPlainPath(HttpServletRequest request) {
        var sent = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
        var read = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return sent.equals(read);
    }
}
