package kepu.gateway;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets no address have more than its share of this instance: so many calls at one time, so many a second. */
@Component
@Order(4)
final class Turnstile extends OncePerRequestFilter {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Settings.Limits limits;
    private final Semaphore everybody;
    private final ConcurrentMap<InetAddress, Integer> inside = new ConcurrentHashMap<>();
    private final Buckets<InetAddress> addresses;
    private final Buckets<InetAddress> signIns;
    private final Problems problems;

    Turnstile(Settings settings, Problems problems) {
        this.limits = settings.gateway().limits();
        this.everybody = new Semaphore(limits.callsAtOnce());
        this.addresses = new Buckets<>(limits.address(), limits.remembered(), TimeMeter.SYSTEM_NANOTIME);
        this.signIns = new Buckets<>(limits.signIn(), limits.remembered(), TimeMeter.SYSTEM_NANOTIME);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Paths.ofAProbe(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = Passage.of(request).origin().counted();
        var wait = toWait(address, request, response);
        if (wait.isPresent()) {
            problems.write(Problem.later(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", wait.get()), request, response);
        } else if (!enters(address)) {
            problems.write(
                    Problem.later(HttpStatus.TOO_MANY_REQUESTS, "too-many-at-once", A_MOMENT), request, response);
        } else {
            try {
                passIfThereIsRoom(request, response, chain);
            } finally {
                leaves(address);
            }
        }
    }

    private void passIfThereIsRoom(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!everybody.tryAcquire()) {
            problems.write(Problem.later(HttpStatus.SERVICE_UNAVAILABLE, "gateway-busy", A_MOMENT), request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            everybody.release();
        }
    }

    private Optional<Duration> toWait(InetAddress address, HttpServletRequest request, HttpServletResponse response) {
        return addresses
                .take(address, response)
                .or(() -> Paths.triesSecrets(request.getMethod(), request.getRequestURI())
                        ? signIns.take(address, response)
                        : Optional.empty());
    }

    private boolean enters(InetAddress address) {
        var enters = new boolean[1];
        inside.compute(address, (_, count) -> {
            int now = count == null ? 0 : count;
            enters[0] = now < limits.callsPerAddress();
            return enters[0] ? Integer.valueOf(now + 1) : count;
        });
        return enters[0];
    }

    private void leaves(InetAddress address) {
        inside.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
