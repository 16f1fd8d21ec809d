package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits the requests that the subject of a verified token may send a second, from whatever address. */
@Component
@Order(FilterOrder.PRINCIPAL_RATE_LIMIT)
final class PrincipalRateLimitFilter extends OncePerRequestFilter {
    private final CallBudget budget;
    private final ProblemWriter problems;

    PrincipalRateLimitFilter(CallBudget budget, ProblemWriter problems) {
        this.budget = budget;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var principal = RequestContext.principalOf(request);
        var wait = principal == null ? Optional.<Duration>empty() : budget.consume(principal, response);
        if (wait.isPresent()) {
            problems.write(Problem.later(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", wait.get()), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
