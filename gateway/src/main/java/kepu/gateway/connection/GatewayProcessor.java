package kepu.gateway.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Adds request attributes that only the connection can know: an ambiguous length, and how to drain the body. */
final class GatewayProcessor extends Http11Processor {
    private static final Duration DRAIN_TIME = Duration.ofSeconds(2);
    private static final int DRAIN_BYTES = 512 * 1024;
    private static final byte[] NO_ROUTE = "/*".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    GatewayProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    /** Tomcat asks for it when the headers are complete. */
    @Override
    public Adapter getAdapter() {
        if (request.requestURI().equals("*")) { // Tomcat would answer it, past every filter
            request.requestURI().setBytes(NO_ROUTE, 0, NO_ROUTE.length);
        }
        request.setAttribute(GatewayHttp11Protocol.DRAIN_BODY, (Runnable) this::drainBody);
        if (isLengthAmbiguous()) {
            request.setAttribute(GatewayHttp11Protocol.AMBIGUOUS_LENGTH, true);
        }
        return super.getAdapter();
    }

    /** Reads below the servlet input stream, which closes with the response. */
    private void drainBody() {
        long end = System.nanoTime() + DRAIN_TIME.toNanos();
        int read = 0;
        var discarded = new Discarded();
        try {
            for (int n = 0; n >= 0 && read < DRAIN_BYTES && System.nanoTime() < end; read += n) {
                n = request.doRead(discarded);
            }
        } catch (IOException gone) {
            getLog().debug("the caller stopped sending", gone);
        }
        action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /**
     * Tomcat has already dropped the {@code Content-Length} of a chunked request that had one; the bytes that it came in are
     * still there.
     */
    private boolean isLengthAmbiguous() {
        if (request.getMimeHeaders().getHeader("transfer-encoding") == null
                || !(request.getInputBuffer() instanceof Http11InputBuffer input)) {
            return false;
        }
        var head = input.getByteBuffer().duplicate().flip();
        int matched = 0;
        while (head.hasRemaining() && matched < CONTENT_LENGTH.length) {
            int next = Character.toLowerCase(head.get());
            matched = next == CONTENT_LENGTH[matched] ? matched + 1 : next == '\n' ? 1 : 0;
        }
        return matched == CONTENT_LENGTH.length;
    }

    /** Takes whatever is read, of which nobody makes use. */
    private static final class Discarded implements ApplicationBufferHandler {
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer; // lies in the buffer of the connection
        }

        /** Tomcat cuts off what no longer belongs to the body. */
        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            throw new UnsupportedOperationException();
        }
    }
}
