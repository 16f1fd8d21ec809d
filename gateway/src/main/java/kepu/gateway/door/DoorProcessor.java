package kepu.gateway.door;

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

/** Hands a request on together with what only the connection knows about it. */
final class DoorProcessor extends Http11Processor {
    /** No accessor tells; if a newer Tomcat names it differently the gateway does not start, rather than look away. */
    private static final VarHandle KEEP_ALIVE;

    static {
        try {
            KEEP_ALIVE = MethodHandles.privateLookupIn(Http11Processor.class, MethodHandles.lookup())
                    .findVarHandle(Http11Processor.class, "keepAlive", boolean.class);
        } catch (ReflectiveOperationException differentTomcat) {
            throw new ExceptionInInitializerError(differentTomcat);
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 512 * 1024;
    private static final ApplicationBufferHandler DISCARDED = new ApplicationBufferHandler() {
        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            // Each piece lies in the connection's own buffer.
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return NOTHING;
        }

        @Override
        public void expand(int size) {
            throw new UnsupportedOperationException();
        }
    };

    private final AbstractHttp11Protocol<?> protocol;

    DoorProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
    }

    @Override
    public Adapter getAdapter() {
        request.setAttribute(Door.END_OF_BODY, (Runnable) this::endBody);
        if (gaveTwoLengths()) {
            request.setAttribute(Door.TWO_LENGTHS, true);
        }
        return super.getAdapter();
    }

    /** Below the servlet's stream, which closes with the answer. */
    private void endBody() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int read = 0;
        try {
            for (int n = 0; n >= 0 && read < MOST && System.nanoTime() < end; read += n) {
                n = request.doRead(DISCARDED);
            }
        } catch (IOException gone) {
            getLog().debug("the caller broke off or fell silent", gone);
        }
        action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /**
     * By now Tomcat has dropped the {@code Content-Length} of a chunked request that had one. The trace it leaves is that
     * the connection will end although nobody asked for it.
     */
    private boolean gaveTwoLengths() {
        var headers = request.getMimeHeaders();
        return headers.getHeader("transfer-encoding") != null
                && headers.getHeader("connection") == null
                && protocol.getMaxKeepAliveRequests() < 0
                && !(boolean) KEEP_ALIVE.getVolatile(this);
    }
}
