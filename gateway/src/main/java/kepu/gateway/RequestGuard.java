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
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/** Lets in only requests whose path is what it seems and whose whole body is there and small enough. */
@Component
@Order(0)
final class RequestGuard extends OncePerRequestFilter {
    private final int bodyLimit;
    private final Problems problems;

    RequestGuard(Settings settings, Problems problems) {
        this.bodyLimit = Math.toIntExact(settings.gateway().bodyLimit().toBytes());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasPlainPath(request)) {
            problems.write(problems.of(HttpStatus.NOT_FOUND), request, response);
            return;
        }
        if (request.getContentLengthLong() > bodyLimit) {
            refuseBody(request, response);
            return;
        }
        // Read here in full: what is too large reaches no service in part, and a slow caller holds no connection there.
        var body = request.getInputStream().readNBytes(bodyLimit + 1);
        if (body.length > bodyLimit) {
            refuseBody(request, response);
            return;
        }
        chain.doFilter(new WithBody(request, body), response);
    }

    /** Routes match the path as sent, a service the path as it reads: "…/organization/../../actuator" is two places. */
    private static boolean hasPlainPath(HttpServletRequest request) {
        var sent = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
        var read = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return sent.equals(read);
    }

    private void refuseBody(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var problem = new Problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", Integer.toString(bodyLimit / 1024));
        problems.write(problem, request, response);
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
