package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits requests under way at one time: those of one caller, and those of all together.
 *
 * @param <K> identifies a caller
 */
abstract class UnderWayFilter<K> extends OncePerRequestFilter {
    private final UnderWay<K> perCaller;
    private final Semaphore total;
    private final String tooMany;
    private final ProblemWriter problems;

    /** @param tooMany code of the refusal of a caller who has enough under way */
    UnderWayFilter(int perCaller, int total, String tooMany, ProblemWriter problems) {
        this.perCaller = new UnderWay<>(perCaller);
        this.total = new Semaphore(total);
        this.tooMany = tooMany;
        this.problems = problems;
    }

    abstract K caller(HttpServletRequest request);

    @Override
    protected final void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = caller(request);
        if (!perCaller.acquire(caller)) {
            problems.write(Problem.soon(HttpStatus.TOO_MANY_REQUESTS, tooMany), request, response);
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
