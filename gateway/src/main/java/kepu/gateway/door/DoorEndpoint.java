package kepu.gateway.door;

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

/** Takes no more connections of one address than it may have, and ends those whose headers are late. */
final class DoorEndpoint extends NioEndpoint {
    private static final Log LOG = LogFactory.getLog(DoorEndpoint.class);
    private static final byte[] TOO_LATE =
            "HTTP/1.1 408 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long NOT_BEGUN = -1;

    private Door.Rules rules = new Door.Rules(Duration.ofDays(1), Integer.MAX_VALUE, _ -> true, address -> address);

    void keep(Door.Rules rules) {
        this.rules = rules;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (hasRoomFor(socket)) {
            return super.setSocketOptions(socket);
        }
        // Whoever called this closes only what has been registered.
        destroySocket(socket);
        return false;
    }

    private boolean hasRoomFor(SocketChannel socket) {
        // As long as all together are within the bound of one, nobody needs to be counted.
        if (getConnections().size() < rules.connectionsPerAddress()) {
            return true;
        }
        var address = addressOf(socket);
        return address.isPresent()
                && (rules.unbounded().test(address.get()) || open(address.get()) < rules.connectionsPerAddress());
    }

    private long open(InetAddress address) {
        var counted = rules.counted().apply(address);
        return getConnections().stream()
                .flatMap(connection -> addressOf(connection.getSocket().getIOChannel()).stream())
                .filter(other -> rules.counted().apply(other).equals(counted))
                .count();
    }

    private static Optional<InetAddress> addressOf(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress remote
                    ? Optional.of(remote.getAddress())
                    : Optional.empty();
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    void closeLateHeaders() {
        for (var connection : getConnections()) {
            try {
                // While a request is being handled its thread has the lock, and the headers are in.
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
                LOG.warn("a late connection could not be closed", failure);
            }
        }
    }

    /** A processor waits at its connection only while a request has begun and is not yet there. */
    private boolean isLate(SocketWrapperBase<NioChannel> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor waiting)) {
            return false;
        }
        var request = waiting.getRequest();
        if (request == null) {
            return false;
        }
        long began = request.getStartTimeNanos();
        return began != NOT_BEGUN
                && System.nanoTime() - began > rules.headerDeadline().toNanos();
    }

    private static void close(SocketWrapperBase<NioChannel> connection) {
        var channel = connection.getSocket();
        if (!(channel instanceof SecureNioChannel)) {
            try {
                channel.getIOChannel().write(ByteBuffer.wrap(TOO_LATE));
            } catch (IOException gone) {
                LOG.debug("a late caller is gone already", gone);
            }
        }
        connection.close();
    }
}
