package kepu.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prometheus with the repository's rules and its configuration for a standalone installation, but in haste. */
final class PrometheusServer implements AutoCloseable {
    private static final Path OBSERVE =
            Path.of("..", "..", "observe", "prometheus").toAbsolutePath().normalize();

    private final Process server;
    private final int port;

    private PrometheusServer(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    /** @param folder for its configuration, data and log */
    static PrometheusServer scraping(URI management, Path folder) throws IOException {
        int port = freePort();
        Files.createDirectories(folder);
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(OBSERVE.resolve("standalone.yml"))
                        .replace("127.0.0.1:9080", management.getAuthority())
                        .replace("127.0.0.1:9090", "127.0.0.1:" + port)
                        .replace("rules/*.yml", OBSERVE.resolve("rules") + "/*.yml")
                        .replaceAll("(scrape_interval|scrape_timeout|evaluation_interval): .*", "$1: 2s"));
        Process server = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new PrometheusServer(server, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** What it does not know of the metrics and labels that dashboards and rules name; a line each, and one to sum up. */
    List<String> checkExpressions() throws IOException {
        Process check = new ProcessBuilder(
                        OBSERVE.resolve("check-expressions").toString(), "http://127.0.0.1:" + port, "--wait", "90")
                .redirectErrorStream(true)
                .start();
        try (var output = check.inputReader()) {
            return output.lines().toList();
        }
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
