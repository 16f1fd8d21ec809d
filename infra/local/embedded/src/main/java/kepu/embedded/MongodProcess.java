package kepu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A MongoDB server as a child of this process, on 127.0.0.1 and with a folder of its own. */
public final class MongodProcess implements AutoCloseable {
    /** A disk that others keep busy may take more than half a minute for the first few files. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Process process;
    private final int port;

    private MongodProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server and returns once it takes connections. One that an earlier, killed process left behind on the same
     * folder is stopped first.
     *
     * @param binary see {@link MongodBinary}
     * @param folder for its data, its log {@code mongod.log} and its process id; made if missing
     * @param port on 127.0.0.1; 0 takes a free one
     * @param cacheGb its cache; unasked a server takes half of the machine's memory
     * @param options further ones of its command line, such as {@code --replSet rs0}
     * @throws IllegalStateException if it ends at once or does not answer within three minutes
     * @throws PortTaken if something else listens on that port
     */
    public static MongodProcess start(Path binary, Path folder, int port, double cacheGb, String... options) {
        Path pid = folder.resolve("kepu.pid");
        try {
            Files.createDirectories(folder);
            stopLeftover(pid);
            int free = PortTaken.claimForLater("MongoDB server", port);
            List<String> command = new ArrayList<>(List.of(
                    binary.toString(),
                    "--bind_ip",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(free),
                    "--dbpath",
                    folder.toString(),
                    "--wiredTigerCacheSizeGB",
                    Double.toString(cacheGb),
                    "--quiet"));
            command.addAll(List.of(options));
            if (Files.isExecutable(SETSID)) {
                command.addFirst(SETSID.toString()); // Ctrl-C is for this process, which stops the child last
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mongod.log").toFile())
                    .start();
            Files.writeString(pid, Long.toString(process.pid()));
            MongodProcess started = new MongodProcess(process, free);
            started.awaitListening(folder);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("mongod did not start", e);
        }
    }

    private static void stopLeftover(Path pid) throws IOException {
        if (!Files.exists(pid)) {
            return;
        }
        Optional<ProcessHandle> leftover = ProcessHandle.of(
                        Long.parseLong(Files.readString(pid).strip()))
                .filter(process -> process.info().command().orElse("").endsWith("mongod"));
        if (leftover.isPresent()) {
            leftover.get().destroy();
            try {
                leftover.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(
                        "the mongod of an earlier start (process "
                                + leftover.get().pid() + ") does not end",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        Files.delete(pid);
    }

    private void awaitListening(Path folder) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("mongod ended at once; see " + folder.resolve("mongod.log"));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        close();
        throw new IllegalStateException("mongod did not answer within " + PATIENCE.toMinutes() + " minutes; see "
                + folder.resolve("mongod.log"));
    }

    /** Where it answers, without a database: {@code mongodb://127.0.0.1:<port>}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a power cut would, without its own doing, and returns once it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends it in order and returns once it is gone; a second call does nothing. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
