package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the batches under way at one time, those of one caller and those of all, before their bodies are read.
 *
 * <p>So the memory for their bodies is bounded, and so is their part of the calls to a service.
 */
@Component
@Order(FilterOrder.BATCH_LIMIT)
final class BatchLimitFilter extends OncePerRequestFilter {
    private final UnderWay<String> perCaller;
    private final Semaphore total;
    private final ProblemWriter problems;

    BatchLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        this.perCaller = new UnderWay<>(properties.batch().atOncePerCaller());
        this.total = new Semaphore(properties.batch().atOnce());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestPaths.isBatch(request.getMethod(), request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = Objects.requireNonNull(RequestContext.principalOf(request), "the token filter comes first");
        if (!perCaller.acquire(caller)) {
            problems.write(Problem.soon(HttpStatus.TOO_MANY_REQUESTS, "too-many-batches"), request, response);
            return;
        }
        try {
            continueWithinTotal(request, response, chain);
        } finally {
            perCaller.release(caller);
        }
    }

    private void continueWithinTotal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!total.tryAcquire()) {
            problems.write(Problem.soon(HttpStatus.SERVICE_UNAVAILABLE, "gateway-busy"), request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            total.release();
        }
    }
}
