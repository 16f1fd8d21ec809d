package kepu.gateway.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.Processor;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Limits the connections of one address and closes connections whose request headers are late. */
final class GatewayEndpoint extends NioEndpoint {
    private static final Log LOG = LogFactory.getLog(GatewayEndpoint.class);
    private static final byte[] REQUEST_TIMEOUT =
            "HTTP/1.1 408 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long NOT_STARTED = -1;

    private GatewayHttp11Protocol.Limits limits =
            new GatewayHttp11Protocol.Limits(Duration.ofDays(1), Integer.MAX_VALUE, _ -> true, address -> address);

    void setLimits(GatewayHttp11Protocol.Limits limits) {
        this.limits = limits;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        boolean accepted = false;
        try {
            accepted = isAccepted(socket);
        } finally {
            if (!accepted) { // The caller of this method closes only connections that have been registered.
                destroySocket(socket);
            }
        }
        return accepted && super.setSocketOptions(socket);
    }

    private boolean isAccepted(SocketChannel socket) {
        // While all connections together are fewer than the limit of one address, there is nothing to count.
        if (getConnections().size() < limits.connectionsPerAddress()) {
            return true;
        }
        var address = addressOf(socket);
        return address.isPresent()
                && (limits.unlimited().test(address.get())
                        || openConnections(address.get()) < limits.connectionsPerAddress());
    }

    private long openConnections(InetAddress address) {
        var network = limits.network().apply(address);
        return getConnections().stream()
                .flatMap(connection -> addressOf(connection.getSocket().getIOChannel()).stream())
                .filter(other -> limits.network().apply(other).equals(network))
                .count();
    }

    /** @param socket none of a connection that is just being closed */
    private static Optional<InetAddress> addressOf(@Nullable SocketChannel socket) {
        try {
            return socket != null && socket.getRemoteAddress() instanceof InetSocketAddress remote
                    ? Optional.of(remote.getAddress())
                    : Optional.empty();
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    void closeLateConnections() {
        for (var connection : getConnections()) {
            try {
                // The thread that handles a request holds the lock; then the headers are complete.
                if (isLate(connection) && connection.getLock().tryLock()) {
                    try {
                        if (isLate(connection)) {
                            close(connection);
                        }
                    } finally {
                        connection.getLock().unlock();
                    }
                }
            } catch (RuntimeException failure) {
                LOG.warn("cannot close a connection whose headers are late", failure);
            }
        }
    }

    /** A connection has a current processor only while a request has started and is incomplete. */
    private boolean isLate(SocketWrapperBase<NioChannel> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) {
            return false;
        }
        var request = processor.getRequest();
        if (request == null) {
            return false;
        }
        long started = request.getStartTimeNanos();
        return started != NOT_STARTED
                && System.nanoTime() - started > limits.headerDeadline().toNanos();
    }

    private static void close(SocketWrapperBase<NioChannel> connection) {
        var channel = connection.getSocket();
        if (!(channel instanceof SecureNioChannel)) {
            try {
                channel.getIOChannel().write(ByteBuffer.wrap(REQUEST_TIMEOUT));
            } catch (IOException gone) {
                LOG.debug("the caller has closed the connection already", gone);
            }
        }
        connection.close();
    }
}
