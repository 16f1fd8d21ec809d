package kepu.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A service that remembers what it is asked and answers what the test says; it can go down and come up again. */
public final class StubService implements AutoCloseable {
    /** A request as it arrived. */
    public record Asked(String method, URI uri, Headers headers, String body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile HttpHandler answer = answering(200, "{}");
    private volatile CountDownLatch held = new CountDownLatch(0);
    private @Nullable HttpServer server;
    private int port;

    public StubService() {
        up();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public List<Asked> asked() {
        return asked;
    }

    public void answers(int status, String body, String... headers) {
        answer = answering(status, body, headers);
    }

    public void answers(HttpHandler handler) {
        answer = handler;
    }

    /** Takes requests and does not answer them until {@link #reset()}. */
    public void hangs() {
        var release = hold();
        answer = exchange -> closeAfter(release, exchange);
    }

    /** Begins its answers and does not end them until {@link #reset()}. */
    public void stallsHalfWay() {
        var release = hold();
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            closeAfter(release, exchange);
        };
    }

    private CountDownLatch hold() {
        var release = new CountDownLatch(1);
        held = release;
        return release;
    }

    private static void closeAfter(CountDownLatch release, HttpExchange exchange) {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    public void reset() {
        asked.clear();
        answers(200, "{}"); // whoever is let go may ask again at once
        held.countDown();
        up();
    }

    public void up() {
        if (server != null) {
            return;
        }
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", this::take);
            started.start();
            port = started.getAddress().getPort();
            server = started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        held.countDown();
        down();
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
        answer.handle(exchange);
    }

    private static HttpHandler answering(int status, String body, String... headers) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }
}
