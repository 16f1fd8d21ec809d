package kepu.gateway.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
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
 * <p>So no service sees part of a body that is too large, and no slow caller holds a connection to a service. A body is held in
 * memory, a file on the disk.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
final class BodyLimitFilter extends OncePerRequestFilter {
    private final Allowance single;
    private final Allowance batch;
    private final Allowance upload;
    private final ProblemWriter problems;

    BodyLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        this.single = new Allowance(properties.bodyLimit(), properties.bodyDeadline());
        this.batch =
                new Allowance(properties.batch().bodyLimit(), properties.batch().bodyDeadline());
        this.upload = new Allowance(
                properties.upload().bodyLimit(), properties.upload().bodyDeadline());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (RequestPaths.isUpload(request.getMethod(), RequestPaths.of(request))) {
            var file = Files.createTempFile("kepu-upload-", "");
            try {
                if (isRead(request, response, upload, Files.newOutputStream(file))) {
                    try (var body = Files.newInputStream(file)) {
                        chain.doFilter(new ReadBodyRequest(request, body, Files.size(file)), response);
                    }
                }
            } finally {
                Files.deleteIfExists(file);
            }
            return;
        }
        var allowed = RequestPaths.isBatch(request.getMethod(), RequestPaths.of(request)) ? batch : single;
        var body = new ByteArrayOutputStream();
        if (isRead(request, response, allowed, body)) {
            chain.doFilter(
                    new ReadBodyRequest(request, new ByteArrayInputStream(body.toByteArray()), body.size()), response);
        }
    }

    /** Whether the body was read; if not, the request has been answered. */
    private boolean isRead(
            HttpServletRequest request, HttpServletResponse response, Allowance allowed, OutputStream body)
            throws IOException {
        if (request.getContentLengthLong() > allowed.bytes()) {
            problems.write(allowed.tooLarge(), request, response);
            return false;
        }
        try (body) {
            if (read(request.getInputStream(), allowed, body) > allowed.bytes()) {
                problems.write(allowed.tooLarge(), request, response);
                return false;
            }
            return true;
        } catch (IOException broken) {
            // Tomcat has set a status already if the caller stopped sending or sent a malformed chunk.
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                boolean slow = broken instanceof SocketTimeoutException;
                problems.write(slow ? allowed.tooSlow() : problems.of(HttpStatus.BAD_REQUEST), request, response);
            }
            return false;
        }
    }

    /** At most one byte more than the limit. */
    private static int read(InputStream in, Allowance allowed, OutputStream body) throws IOException {
        long end = System.nanoTime() + allowed.deadline().toNanos();
        var buffer = new byte[8192];
        int size = 0;
        while (size <= allowed.bytes()) {
            int n = in.read(buffer, 0, Math.min(buffer.length, allowed.bytes() + 1 - size));
            if (n < 0) {
                break;
            }
            body.write(buffer, 0, n);
            size += n;
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("the body took longer than " + allowed.deadline());
            }
        }
        return size;
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
