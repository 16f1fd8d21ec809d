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
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body of a request before the request goes on; refuses bodies that are too large or too slow.
 *
 * <p>So no service sees part of a body that is too large, and no slow caller holds a connection to a service.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
final class BodyLimitFilter extends OncePerRequestFilter {
    private final Allowance single;
    private final Allowance batch;
    private final ProblemWriter problems;

    BodyLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        this.single = new Allowance(properties.bodyLimit(), properties.bodyDeadline());
        this.batch =
                new Allowance(properties.batch().bodyLimit(), properties.batch().bodyDeadline());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var allowed = RequestPaths.isBatch(request.getMethod(), request.getRequestURI()) ? batch : single;
        if (request.getContentLengthLong() > allowed.bytes()) {
            problems.write(allowed.tooLarge(), request, response);
            return;
        }
        byte[] body;
        try {
            body = read(request.getInputStream(), allowed);
        } catch (IOException broken) {
            // Tomcat has set a status already if the caller stopped sending or sent a malformed chunk.
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                boolean slow = broken instanceof SocketTimeoutException;
                problems.write(slow ? allowed.tooSlow() : problems.of(HttpStatus.BAD_REQUEST), request, response);
            }
            return;
        }
        if (body.length > allowed.bytes()) {
            problems.write(allowed.tooLarge(), request, response);
            return;
        }
        chain.doFilter(new BufferedBodyRequest(request, body), response);
    }

    /** At most one byte more than the limit. */
    private static byte[] read(InputStream in, Allowance allowed) throws IOException {
        long end = System.nanoTime() + allowed.deadline().toNanos();
        var body = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (body.size() <= allowed.bytes()) {
            int n = in.read(buffer, 0, Math.min(buffer.length, allowed.bytes() + 1 - body.size()));
            if (n < 0) {
                break;
            }
            body.write(buffer, 0, n);
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("the body took longer than " + allowed.deadline());
            }
        }
        return body.toByteArray();
    }

    /** How large a body may be, and how long it may take. */
    private record Allowance(DataSize size, Duration deadline) {
        int bytes() {
            return Math.toIntExact(size.toBytes());
        }

        Problem tooLarge() {
            return new Problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", Long.toString(size.toKilobytes()));
        }

        Problem tooSlow() {
            return new Problem(
                    HttpStatus.REQUEST_TIMEOUT, "body-too-slow", Long.toString(Math.max(1, deadline.toSeconds())));
        }
    }
}
