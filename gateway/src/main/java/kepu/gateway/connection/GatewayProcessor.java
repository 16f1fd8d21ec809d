package kepu.gateway.connection;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Adds request attributes that only the connection can know: an ambiguous length, and how to drain the body. */
final class GatewayProcessor extends Http11Processor {
    /** Tomcat has no accessor for this field. If a newer Tomcat renames it, the gateway fails to start. */
    private static final VarHandle KEEP_ALIVE;

    static {
        try {
            KEEP_ALIVE = MethodHandles.privateLookupIn(Http11Processor.class, MethodHandles.lookup())
                    .findVarHandle(Http11Processor.class, "keepAlive", boolean.class);
        } catch (ReflectiveOperationException differentTomcat) {
            throw new ExceptionInInitializerError(differentTomcat);
        }
    }

    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);
    private static final Duration DRAIN_TIME = Duration.ofSeconds(2);
    private static final int DRAIN_BYTES = 512 * 1024;
    private static final ApplicationBufferHandler DISCARD = new ApplicationBufferHandler() {
        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            // Each chunk lies in the buffer of the connection.
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return NO_BYTES;
        }

        @Override
        public void expand(int size) {
            throw new UnsupportedOperationException();
        }
    };

    private final AbstractHttp11Protocol<?> protocol;

    GatewayProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
    }

    @Override
    public Adapter getAdapter() {
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
        try {
            for (int n = 0; n >= 0 && read < DRAIN_BYTES && System.nanoTime() < end; read += n) {
                n = request.doRead(DISCARD);
            }
        } catch (IOException gone) {
            getLog().debug("the caller stopped sending", gone);
        }
        action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /**
     * Tomcat has already dropped the {@code Content-Length} of a chunked request that had one. The only sign left is that
     * Tomcat will close the connection although the caller did not ask for it.
     */
    private boolean isLengthAmbiguous() {
        var headers = request.getMimeHeaders();
        return headers.getHeader("transfer-encoding") != null
                && headers.getHeader("connection") == null
                && protocol.getMaxKeepAliveRequests() < 0
                && !(boolean) KEEP_ALIVE.getVolatile(this);
    }
}
