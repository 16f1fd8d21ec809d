package kepu.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.defaults.Patience;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * All waits of a request together, for turns, leases, names and confirmations, end before the gateway gives up: several of
 * them come one after the other here, as nowhere else.
 */
@Component
@Order(InTime.BEFORE_SECURITY)
final class InTime extends OncePerRequestFilter {
    static final int BEFORE_SECURITY = -102;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Patience.<Exception>within(Patience.OF_A_REQUEST, () -> chain.doFilter(request, response));
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
