package kepu.gateway.upstream;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** An HTTP/1.1 connection to a service: the thread that asks is the one that waits for the answer, one call at a time. */
final class ServiceConnection implements Closeable {
    private static final Http1Config HEAD_LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

    private final HttpHost service;
    private final SocketChannel channel;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(HEAD_LIMITS);
    private volatile long limit;

    private ServiceConnection(HttpHost service, SocketChannel channel) {
        this.service = service;
        this.channel = channel;
    }

    /** @throws java.net.SocketTimeoutException if it takes longer than that */
    static ServiceConnection open(HttpHost service, Duration patience) throws IOException {
        var channel = SocketChannel.open();
        try {
            var socket = channel.socket();
            socket.setTcpNoDelay(true);
            int timeout = Math.toIntExact(Math.max(1, patience.toMillis()));
            socket.connect(new InetSocketAddress(service.getHostName(), portOf(service)), timeout);
            var connection = new ServiceConnection(service, channel);
            connection.bind(socket);
            return connection;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static int portOf(HttpHost service) {
        if (service.getPort() >= 0) {
            return service.getPort();
        }
        return isSecure(service) ? 443 : 80;
    }

    private static boolean isSecure(HttpHost service) {
        return URIScheme.HTTPS.same(service.getSchemeName());
    }

    private void bind(Socket socket) throws IOException {
        if (!isSecure(service)) {
            http.bind(socket);
            return;
        }
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(socket, service.getHostName(), portOf(service), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        http.bind(secured, socket);
    }

    HttpHost service() {
        return service;
    }

    /** Whether the service has kept it open and said nothing unasked. */
    boolean isUsable() {
        try {
            return isSecure(service) ? !http.isStale() : isSilent();
        } catch (IOException broken) {
            return false;
        }
    }

    private boolean isSilent() throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** The head of the answer; its body is still to be read. */
    ClassicHttpResponse exchange(ClassicHttpRequest request) throws IOException {
        try {
            return EXECUTOR.execute(request, http, HttpCoreContext.create());
        } catch (HttpException malformed) {
            throw new IOException("what the service answers is no HTTP", malformed);
        }
    }

    /** Whether another call may follow when the body of this answer has been read. */
    boolean staysOpenAfter(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        return EXECUTOR.keepAlive(request, response, http, HttpCoreContext.create());
    }

    /** Until when, on the clock of {@link System#nanoTime}, it may do what it does now: a call, or nothing. */
    void allowUntil(long limit) {
        this.limit = limit;
    }

    boolean isOver(long now) {
        return now - limit >= 0;
    }

    /** Whoever waits for an answer on it is woken by an exception. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The socket is gone all the same.
        }
    }
}
