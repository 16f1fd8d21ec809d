package kepu.defaults.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.contracts.EventCodec;
import kepu.defaults.Rejection;
import kepu.defaults.input.InputConfiguration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Keeps the bytes of a body for the idempotency fingerprint and refuses one that is too large; a file is neither kept nor limited here. */
final class BodyFilter extends OncePerRequestFilter {
    /** Largest accepted body. */
    static final int MAX_BODY_BYTES = EventCodec.MAX_VALUE_BYTES;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(InputConfiguration.isFile(request) ? request : new KeptBody(request), response);
    }

    private static final class KeptBody extends ContentCachingRequestWrapper {
        KeptBody(HttpServletRequest request) {
            super(request, MAX_BODY_BYTES);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > MAX_BODY_BYTES) {
                throw tooLarge();
            }
            return super.getInputStream();
        }

        @Override
        protected void handleContentOverflow(int contentCacheLimit) {
            throw tooLarge();
        }

        private static Rejection tooLarge() {
            return new Rejection(413, "body-too-large", MAX_BODY_BYTES);
        }
    }
}
