package kepu.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A document store in this JVM that speaks enough of the MongoDB protocol for the services and answers a write only
 * once it is committed to its file, so that no acknowledged write is lost when the process is killed.
 *
 * <p>It is not MongoDB, and what runs here is not thereby shown to run there. It does not promise:
 *
 * <ul>
 *   <li>to survive the machine: a commit has reached the operating system, not the disk, and there is one copy;
 *   <li>indexes: a query that fixes {@code _id}, or all fields of a unique index, by equality or {@code $in} is looked
 *       up, whatever else it asks; any other reads its whole collection and holds up writers meanwhile. Other indexes
 *       are accepted and ignored, and so are expiry and partial filters: a partial unique index binds every document;
 *   <li>isolation: a reader may see a write that is not committed yet, and a command over many documents is one unit
 *       only towards the file;
 *   <li>transactions, sessions, change streams, updates by pipeline, collations, text search, capped collections;
 *   <li>privacy: it listens on 127.0.0.1 only, and asks nobody for a password.
 * </ul>
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** A writer holds its thread until the commit, so this bounds how many writes one commit can serve. */
    private static final int CONNECTION_THREADS = 32;

    private static final int CACHE_MEBIBYTES = 32;

    private final MongoServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Opens the store kept in a folder, or a new one, and returns once clients may connect.
     *
     * @param folder where the file {@code store.mv} lies; created when missing, one store at a time
     * @param port the port on 127.0.0.1, or 0 for a free one
     * @throws PortTaken when something else listens on that port
     * @throws IllegalStateException when another store uses the folder, or its file cannot be read
     */
    public static EmbeddedStore start(Path folder, int port) {
        return start(folder, port, CommittingBackend.COMMITS_BETWEEN_CLEANINGS);
    }

    /** A store whose file is cleaned as often as a test wants it. */
    static EmbeddedStore start(Path folder, int port, int commitsBetweenCleanings) {
        PortTaken.claim("store", port);
        Path data = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded store cannot use " + data, e);
        }
        return serve(data.resolve("store.mv"), port, commitsBetweenCleanings);
    }

    /** A store on a free port for tests, which keeps everything in memory and forgets it on close. */
    public static EmbeddedStore inMemory() {
        return serve(null, 0, CommittingBackend.COMMITS_BETWEEN_CLEANINGS);
    }

    /** Runs the store as a process of its own: {@code EmbeddedStore <folder> <port>}, until it is told to stop. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: EmbeddedStore <folder> <port>");
        }
        serveUntilStopped(start(Path.of(args[0]), Integer.parseInt(args[1])));
    }

    static void serveUntilStopped(EmbeddedStore store) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(store::close, "stop-store"));
        System.out.println("ready mongodb://" + HOST + ":" + store.port());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    /** The connection string of a database in this store. */
    public String uri(String database) {
        return "mongodb://" + HOST + ":" + port + "/" + database;
    }

    /** The port clients connect to. */
    public int port() {
        return port;
    }

    /** Drops all connections, commits and closes the file; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdownNow();
        }
    }

    private static EmbeddedStore serve(@Nullable Path file, int port, int commitsBetweenCleanings) {
        MVStore store = open(file);
        MongoServer server = new MongoServer(new CommittingBackend(store, commitsBetweenCleanings));
        boolean bound = false;
        try {
            server.bind(new InetSocketAddress(HOST, port), 1, CONNECTION_THREADS);
            bound = true;
        } finally {
            if (!bound) {
                server.shutdownNow();
            }
        }
        return new EmbeddedStore(server, server.getLocalAddress().getPort());
    }

    private static MVStore open(@Nullable Path file) {
        // Only CommittingBackend commits: a commit at any other moment could hold half a command.
        MVStore.Builder builder = new MVStore.Builder()
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEBIBYTES);
        if (file != null) {
            builder.fileName(file.toString());
        }
        MVStore store;
        try {
            store = builder.open();
        } catch (MVStoreException e) {
            String reason = e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? " is in use by another store"
                    : " cannot be opened";
            throw new IllegalStateException(file + reason, e);
        }
        if (file != null) {
            // Space of replaced data is used again as soon as no read needs it, which CommittingBackend sees to. To
            // keep
            // it for a time would serve only against disk writes that are reordered.
            store.setRetentionTime(0);
        }
        return store;
    }
}
