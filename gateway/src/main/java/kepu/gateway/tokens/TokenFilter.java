package kepu.gateway.tokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import kepu.access.KeysUnavailable;
import kepu.access.TokenRefused;
import kepu.access.Tokens;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request to the API without a valid token.
 *
 * <p>Services verify the token again and decide what its owner may do.
 */
@Component
@Order(FilterOrder.TOKEN)
final class TokenFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFilter.class);

    private final Tokens tokens;
    private final ProblemWriter problems;

    TokenFilter(Tokens tokens, ProblemWriter problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestPaths.needsToken(RequestPaths.of(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authorizations = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (authorizations.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(new Problem(HttpStatus.UNAUTHORIZED, "token-required"), request, response);
            return;
        }
        // Different readers would take different ones of two headers; the empty text is no valid token.
        var authorization = authorizations.size() == 1 ? authorizations.getFirst() : "";
        try {
            RequestContext.setPrincipal(request, tokens.ofHeader(authorization).subject());
        } catch (TokenRefused refused) {
            LOG.debug("token refused", refused);
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(new Problem(HttpStatus.UNAUTHORIZED, "token-invalid"), request, response);
            return;
        } catch (KeysUnavailable unavailable) {
            LOG.warn(
                    "tokens cannot be checked: {}",
                    NestedExceptionUtils.getMostSpecificCause(unavailable).toString());
            problems.write(Problem.soon(HttpStatus.SERVICE_UNAVAILABLE, "keys-unavailable"), request, response);
            return;
        }
        chain.doFilter(request, response);
    }
}
