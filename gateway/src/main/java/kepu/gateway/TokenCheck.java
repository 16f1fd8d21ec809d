package kepu.gateway;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import kepu.access.KeysUnavailable;
import kepu.access.TokenRefused;
import kepu.access.Tokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody at the API without a good token, and nobody with one ask more than their share.
 *
 * <p>What the token's owner may do is for the services to say; they verify it again.
 */
@Component
@Order(5)
final class TokenCheck extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final String PRINCIPAL = TokenCheck.class.getName() + ".principal";
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Tokens tokens;
    private final Buckets<String> principals;
    private final Problems problems;

    TokenCheck(Tokens tokens, Settings settings, Problems problems) {
        var limits = settings.gateway().limits();
        this.tokens = tokens;
        this.principals = new Buckets<>(limits.principal(), limits.remembered(), TimeMeter.SYSTEM_NANOTIME);
        this.problems = problems;
    }

    /** Whose verified token the request carries, if it does. */
    static @Nullable String principalOf(HttpServletRequest request) {
        return request.getAttribute(PRINCIPAL) instanceof String principal ? principal : null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Paths.needsAToken(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (given.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(new Problem(HttpStatus.UNAUTHORIZED, "token-required"), request, response);
            return;
        }
        String principal;
        try {
            principal = principal(given.getFirst(), given.size());
        } catch (TokenRefused refused) {
            LOG.debug("token refused", refused);
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(new Problem(HttpStatus.UNAUTHORIZED, "token-invalid"), request, response);
            return;
        } catch (KeysUnavailable unavailable) {
            LOG.warn("tokens cannot be checked: {}", rootOf(unavailable).toString());
            problems.write(
                    Problem.later(HttpStatus.SERVICE_UNAVAILABLE, "keys-unavailable", A_MOMENT), request, response);
            return;
        }
        request.setAttribute(PRINCIPAL, principal);
        var wait = principals.take(principal, response);
        if (wait.isPresent()) {
            problems.write(Problem.later(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", wait.get()), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private String principal(String authorization, int given) {
        // Two of them would be read differently by different readers; verifying none refuses both.
        return tokens.ofHeader(given == 1 ? authorization : "").subject();
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
