package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
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

/** Limits the requests under way at one time: those of one address, and those of all together. */
@Component
@Order(FilterOrder.CONCURRENCY_LIMIT)
final class ConcurrencyLimitFilter extends OncePerRequestFilter {
    private final UnderWay<InetAddress> perAddress;
    private final Semaphore total;
    private final ProblemWriter problems;

    ConcurrencyLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        this.perAddress = new UnderWay<>(properties.limits().callsPerAddress());
        this.total = new Semaphore(properties.limits().callsAtOnce());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RequestPaths.isProbe(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = RequestContext.of(request).client().network();
        if (!perAddress.acquire(address)) {
            problems.write(Problem.soon(HttpStatus.TOO_MANY_REQUESTS, "too-many-at-once"), request, response);
            return;
        }
        try {
            continueWithinTotal(request, response, chain);
        } finally {
            perAddress.release(address);
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
