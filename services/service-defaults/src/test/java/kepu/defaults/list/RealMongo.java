package kepu.defaults.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB server: that of {@code MONGODB_URI}, or a {@code mongod} on the {@code PATH} or where {@code infra/install-mongod}
 * puts it, as a child with its data in a folder of the test's own. Where there is none, the test is skipped, but in CI it
 * fails.
 */
final class RealMongo implements AutoCloseable {
    private final String uri;
    private final @Nullable Process process;

    private RealMongo(String uri, @Nullable Process process) {
        this.uri = uri;
        this.process = process;
    }

    static RealMongo open(Path folder) throws IOException {
        String given = System.getenv("MONGODB_URI");
        if (given != null && !given.isBlank()) {
            return new RealMongo(given, null);
        }
        Optional<Path> binary = binary();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(binary).as("a mongod, see infra/install-mongod").isPresent();
        }
        assumeTrue(binary.isPresent(), "no mongod on this machine; infra/install-mongod fetches one");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        binary.orElseThrow().toString(),
                        "--bind_ip",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dbpath",
                        folder.toString(),
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mongod.log").toFile())
                .start();
        await("mongod").atMost(Duration.ofSeconds(60)).until(() -> answers(port));
        return new RealMongo("mongodb://127.0.0.1:" + port, process);
    }

    private static Optional<Path> binary() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElse(System.getProperty("user.home") + "/.cache");
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .map(part -> Path.of(part, "mongod")),
                        Stream.of(Path.of(cache, "kepu", "mongod")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
