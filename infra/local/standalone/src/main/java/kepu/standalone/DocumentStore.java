package kepu.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kepu.embedded.EmbeddedStore;
import kepu.embedded.MongodBinary;

/**
 * The document store of a standalone installation: {@code MONGODB_URI} if set, else a {@code mongod} of this machine as
 * a child, else the embedded one; a folder that began with the embedded one stays with it.
 *
 * @param uri where it answers
 * @param description for the banner: what it is and what it does not promise
 */
record DocumentStore(String uri, String description, Runnable stop) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CACHE_GB = "0.5"; // unasked it takes half of the machine's memory
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    static DocumentStore open(Path folder, int port, Map<String, String> environment) {
        String given = environment.getOrDefault("MONGODB_URI", "");
        if (!given.isBlank()) {
            return new DocumentStore(given, "the MongoDB of MONGODB_URI", () -> {});
        }
        if (Files.exists(folder.resolve("store.mv")) && !Files.exists(folder.resolve("mongod"))) {
            return embedded(folder, port); // a mongod installed since then would not have its data
        }
        return MongodBinary.find(environment)
                .map(binary -> child(binary, folder.resolve("mongod"), port))
                .orElseGet(() -> embedded(folder, port));
    }

    /** Whether it belongs to this installation, so that its address is no secret. */
    boolean isOurs() {
        return uri.startsWith("mongodb://127.0.0.1:");
    }

    private static DocumentStore embedded(Path folder, int port) {
        EmbeddedStore store = EmbeddedStore.start(folder, port);
        return new DocumentStore(
                "mongodb://127.0.0.1:" + store.port(),
                "embedded, port " + store.port() + ": one copy on this disk, safe against a killed process but not"
                        + " against a lost disk or power; for real use set MONGODB_URI",
                store::close);
    }

    private static DocumentStore child(Path binary, Path folder, int wanted) {
        Path pid = folder.resolve("kepu.pid");
        try {
            Files.createDirectories(folder);
            stopLeftover(pid);
            int port = wanted == 0 ? freePort() : wanted;
            List<String> command = new ArrayList<>(List.of(
                    binary.toString(),
                    "--bind_ip",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--dbpath",
                    folder.toString(),
                    "--wiredTigerCacheSizeGB",
                    CACHE_GB,
                    "--quiet"));
            if (Files.isExecutable(SETSID)) {
                command.addFirst(SETSID.toString()); // Ctrl-C is for this process, which stops the child last
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mongod.log").toFile())
                    .start();
            Files.writeString(pid, Long.toString(process.pid()));
            awaitListening(process, port, folder);
            return new DocumentStore(
                    "mongodb://127.0.0.1:" + port,
                    "mongod of this machine, port " + port + ": one node, no replica; its log is beside its data",
                    () -> stop(process));
        } catch (IOException e) {
            throw new UncheckedIOException("mongod did not start", e);
        }
    }

    /** When this process was killed, its child lived on and still holds the data. */
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

    private static void awaitListening(Process process, int port, Path folder) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("mongod ended at once; see " + folder.resolve("mongod.log"));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        stop(process);
        throw new IllegalStateException("mongod did not answer within " + PATIENCE.toSeconds() + " s");
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
