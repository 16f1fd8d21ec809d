package kepu.bench.front;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers every request with the same small document, after as much work as it is told. */
public final class FixedAnswer implements AutoCloseable {
    private static final byte[] DOCUMENT =
            "{\"unitId\":\"990101201001\",\"year\":2025,\"composite\":62.50,\"grade\":\"PASS\",\"indicators\":[]}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final int CALIBRATION = 200_000;

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private volatile int digests;

    private FixedAnswer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            digest(digests);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, DOCUMENT.length);
            exchange.getResponseBody().write(DOCUMENT);
            exchange.close();
        });
        server.start();
    }

    public static FixedAnswer start() throws IOException {
        return new FixedAnswer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** From now on an answer takes about that much of a processor, beside reading and writing. */
    public void work(Duration each) {
        digest(CALIBRATION); // compiled now
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        digest(CALIBRATION);
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        digests = Math.toIntExact(each.toNanos() * CALIBRATION / nanos);
    }

    private static void digest(int times) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < times; i++) {
                digest.update(digest.digest(DOCUMENT));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
