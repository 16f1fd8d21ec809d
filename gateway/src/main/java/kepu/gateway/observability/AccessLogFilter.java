package kepu.gateway.observability;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.Redaction;
import kepu.gateway.http.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Logs one line for each request; query, headers and body stay out, for they may hold personal data. */
@Component
@Order(FilterOrder.ACCESS_LOG)
final class AccessLogFilter extends OncePerRequestFilter {
    private static final Logger ACCESS = LoggerFactory.getLogger("kepu.gateway.access");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            log(request, failed ? 500 : response.getStatus(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void log(HttpServletRequest request, int status, Duration took) {
        ACCESS.info(
                "{} {} {} {} ms from {} as {}",
                request.getMethod(),
                Redaction.path(request.getRequestURI()),
                status,
                took.toMillis(),
                RequestContext.of(request).client().address().getHostAddress(),
                Objects.requireNonNullElse(RequestContext.principalOf(request), "-"));
    }
}
