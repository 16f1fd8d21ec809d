package kepu.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request on when its whole body is there, small enough and soon enough.
 *
 * <p>What is too large reaches no service in part, and a slow caller holds no connection there.
 */
@Component
@Order(6)
final class WholeBody extends OncePerRequestFilter {
    private final int limit;
    private final Duration deadline;
    private final Problems problems;

    WholeBody(Settings settings, Problems problems) {
        this.limit = Math.toIntExact(settings.gateway().bodyLimit().toBytes());
        this.deadline = settings.gateway().bodyDeadline();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        byte[] body;
        try {
            body = read(request.getInputStream());
        } catch (IOException broken) {
            // Of a caller that fell silent, or sent no chunk where one should be, the server has said so already.
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
                boolean slow = broken instanceof SocketTimeoutException;
                refuse(slow ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST, request, response);
            }
            return;
        }
        if (body.length > limit) {
            refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
            return;
        }
        chain.doFilter(new WithBody(request, body), response);
    }

    /** At most one byte beyond the limit. */
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

    private void refuse(HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(problems.of(status), request, response);
    }

    private static final class WithBody extends HttpServletRequestWrapper {
        private final ServletInputStream body;

        WithBody(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new Body(new ByteArrayInputStream(body));
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is there in full; read it");
        }
    }
}
