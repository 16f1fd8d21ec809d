package kepu.standalone.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kepu.embedded.EmbeddedStore;
import kepu.embedded.MongodBinary;
import kepu.embedded.MongodProcess;

/**
 * The document store of a standalone installation: {@code MONGODB_URI} if set, else a {@code mongod} of this machine as
 * a child, else the embedded one; a folder that began with the embedded one stays with it.
 *
 * @param uri where it answers
 * @param description for the banner: what it is and what it does not promise
 */
public record DocumentStore(String uri, String description, Runnable stop) implements AutoCloseable {
    private static final double CACHE_GB = 0.5;

    /**
     * Opens it, and returns once it answers.
     *
     * @param folder for its data, if it is a child or embedded
     * @param port on 127.0.0.1 of such a one; 0 takes a free one
     * @param environment where {@code MONGODB_URI} and {@code PATH} are looked up
     */
    public static DocumentStore open(Path folder, int port, Map<String, String> environment) {
        String given = environment.getOrDefault("MONGODB_URI", "");
        if (!given.isBlank()) {
            return new DocumentStore(
                    given, "the MongoDB of MONGODB_URI: answers what a majority of it has in its journal", () -> {});
        }
        if (Files.exists(folder.resolve("store.mv")) && !Files.exists(folder.resolve("mongod"))) {
            return embedded(folder, port); // a mongod installed since then would not have its data
        }
        return MongodBinary.find(environment)
                .map(binary -> child(binary, folder.resolve("mongod"), port))
                .orElseGet(() -> embedded(folder, port));
    }

    /** Whether it belongs to this installation, so that its address is no secret. */
    public boolean isOurs() {
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

    private static DocumentStore child(Path binary, Path folder, int port) {
        MongodProcess mongod = MongodProcess.start(binary, folder, port, CACHE_GB);
        return new DocumentStore(
                mongod.uri(),
                "mongod of this machine, port " + mongod.port()
                        + ": answers what it has in its journal; one node, safe against"
                        + " a killed process but not against a lost disk; its log is beside its data",
                mongod::close);
    }

    @Override
    public void close() {
        stop.run();
    }
}
