package kepu.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its names, sees it out, and writes its line in the access log. */
@Component
@Order(0)
final class Reception extends OncePerRequestFilter {
    private static final Logger ACCESS = LoggerFactory.getLogger("kepu.gateway.access");
    private static final String MDC_KEY = "correlationId";

    private final Proxies proxies;
    private final Trail trail;

    Reception(Proxies proxies, Trail trail) {
        this.proxies = proxies;
        this.trail = trail;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        var passage = Passage.begin(request, proxies.origin(request), trail.traceparent());
        passage.mark(request);
        response.setHeader(Passage.CORRELATION_ID, passage.correlationId());
        response.setHeader(Passage.TRACEPARENT, passage.traceparent());
        MDC.put(MDC_KEY, passage.correlationId());
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            log(request, failed ? 500 : response.getStatus(), passage, Duration.ofNanos(System.nanoTime() - start));
            UnreadBody.seeOut(request, response);
            MDC.remove(MDC_KEY);
        }
    }

    /** No query, no header, no body: what a person is asked about may stand there. */
    private static void log(HttpServletRequest request, int status, Passage passage, Duration took) {
        ACCESS.info(
                "{} {} {} {} ms from {} as {}",
                request.getMethod(),
                Discreet.path(request.getRequestURI()),
                status,
                took.toMillis(),
                passage.origin().address().getHostAddress(),
                Objects.requireNonNullElse(TokenCheck.principalOf(request), "-"));
    }
}
