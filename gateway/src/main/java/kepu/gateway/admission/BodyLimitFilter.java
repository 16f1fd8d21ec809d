package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body of a request before the request goes on; refuses bodies that are too large or too slow.
 *
 * <p>So no service sees part of a body that is too large, and no slow caller holds a connection to a service.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
final class BodyLimitFilter extends OncePerRequestFilter {
    private final int limit;
    private final Duration deadline;
    private final ProblemWriter problems;

    BodyLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        this.limit = Math.toIntExact(properties.bodyLimit().toBytes());
        this.deadline = properties.bodyDeadline();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            problems.write(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        byte[] body;
        try {
            body = read(request.getInputStream());
        } catch (IOException broken) {
            // Tomcat has set a status already if the caller stopped sending or sent a malformed chunk.
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                boolean slow = broken instanceof SocketTimeoutException;
                problems.write(slow ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST, request, response);
            }
            return;
        }
        if (body.length > limit) {
            problems.write(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        chain.doFilter(new BufferedBodyRequest(request, body), response);
    }

    /** At most one byte more than the limit. */
    private byte[] read(InputStream in) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        var body = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (body.size() <= limit) {
            int n = in.read(buffer, 0, Math.min(buffer.length, limit + 1 - body.size()));
            if (n < 0) {
                break;
            }
            body.write(buffer, 0, n);
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("the body took longer than " + deadline);
            }
        }
        return body.toByteArray();
    }
}
