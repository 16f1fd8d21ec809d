package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
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

/** Limits the requests that one address may send a second; sign-ins and writes without a token have lower limits of their own. */
@Component
@Order(FilterOrder.ADDRESS_RATE_LIMIT)
final class AddressRateLimitFilter extends OncePerRequestFilter {
    private final RateLimiter<InetAddress> requests;
    private final RateLimiter<InetAddress> signIns;
    private final RateLimiter<InetAddress> publicWrites;
    private final ProblemWriter problems;

    AddressRateLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        var limits = properties.limits();
        this.requests = new RateLimiter<>(limits.address(), limits.remembered());
        this.signIns = new RateLimiter<>(limits.signIn(), limits.remembered());
        this.publicWrites = new RateLimiter<>(limits.publicWrite(), limits.remembered());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RequestPaths.isProbe(RequestPaths.of(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var wait = consume(request, response);
        if (wait.isPresent()) {
            problems.write(Problem.later(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", wait.get()), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Duration> consume(HttpServletRequest request, HttpServletResponse response) {
        var address = RequestContext.of(request).client().network();
        return requests.consume(address, response)
                .or(() -> RequestPaths.takesCredentials(request.getMethod(), RequestPaths.of(request))
                        ? signIns.consume(address, response)
                        : Optional.empty())
                .or(() -> RequestPaths.isPublicWrite(request.getMethod(), RequestPaths.of(request))
                        ? publicWrites.consume(address, response)
                        : Optional.empty());
    }
}
