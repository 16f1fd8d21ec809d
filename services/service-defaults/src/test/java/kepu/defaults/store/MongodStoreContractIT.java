package kepu.defaults.store;

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
import org.junit.jupiter.api.io.TempDir;

/** A {@code mongod} of this machine, as a child with its data in a folder of the test's own. */
class MongodStoreContractIT extends StoreContract {
    @TempDir
    static Path folder;

    private Process mongod;

    @Override
    protected String open() throws IOException {
        Optional<Path> binary = MongodBinary.find(System.getenv());
        assumeTrue(binary.isPresent(), "no mongod on the PATH or from infra/install-mongod");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        mongod = new ProcessBuilder(
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
        await("mongod").atMost(Duration.ofSeconds(30)).until(() -> answers(port));
        return "mongodb://127.0.0.1:" + port;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    protected void shut() throws InterruptedException {
        if (mongod != null) {
            mongod.destroy();
            mongod.waitFor();
        }
    }
}
