package kepu.gateway.connection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.gateway.http.FilterOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Closes the connection of a caller that was answered before it had sent its whole body; first it reads a little more, so
 * that the caller sees the answer.
 *
 * <p>Without it Tomcat would go on reading for as long as the caller cares to send.
 */
@Component
@Order(FilterOrder.UNREAD_BODY)
public final class UnreadBodyFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBodyFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            drain(request, response);
        }
    }

    /**
     * Says {@code Connection: close} if the body is unread. To be called before the response is written: without the header
     * the caller would send its next request into a closed connection.
     */
    public static void announceClose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()
                && hasBody(request)
                && !request.getInputStream().isFinished()) {
            response.setHeader("Connection", "close");
        }
    }

    private static void drain(HttpServletRequest request, HttpServletResponse response) {
        try {
            if (!hasBody(request) || request.getInputStream().isFinished()) {
                return;
            }
            announceClose(request, response);
            response.flushBuffer();
        } catch (IOException gone) {
            LOG.debug("the caller is gone before it read its answer", gone);
        }
        if (request.getAttribute(GatewayHttp11Protocol.DRAIN_BODY) instanceof Runnable drain) {
            drain.run();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        try {
            return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        } catch (IllegalArgumentException noNumber) {
            LOG.debug("nobody knows where the body ends, so the connection does", noNumber);
            return false;
        }
    }
}
