package kepu.bench.front;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers every request with the same small document. */
public final class TrivialService implements AutoCloseable {
    private static final byte[] DOCUMENT =
            "{\"unitId\":\"990101201001\",\"year\":2025,\"composite\":62.50,\"grade\":\"PASS\",\"indicators\":[]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    private TrivialService(HttpServer server) {
        this.server = server;
    }

    public static TrivialService start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, DOCUMENT.length);
            exchange.getResponseBody().write(DOCUMENT);
            exchange.close();
        });
        server.start();
        return new TrivialService(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
