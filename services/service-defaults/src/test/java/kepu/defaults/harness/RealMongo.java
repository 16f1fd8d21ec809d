package kepu.defaults.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kepu.embedded.MongodBinary;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB server for a test. Where there is none, the test is skipped; in CI it fails, for {@code infra/install-mongod}
 * fetches one.
 */
public final class RealMongo implements AutoCloseable {
    private final String uri;
    private final @Nullable Process process;

    private RealMongo(String uri, @Nullable Process process) {
        this.uri = uri;
        this.process = process;
    }

    /** That of {@code MONGODB_URI}, else a child. */
    public static RealMongo open(Path folder) throws IOException {
        String given = System.getenv("MONGODB_URI");
        return given == null || given.isBlank() ? startChild(folder) : new RealMongo(given, null);
    }

    /** A {@code mongod} of this machine as a child on a free port, with its data in the folder. */
    public static RealMongo startChild(Path folder) throws IOException {
        Optional<Path> binary = MongodBinary.find(System.getenv());
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

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public String uri() {
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
