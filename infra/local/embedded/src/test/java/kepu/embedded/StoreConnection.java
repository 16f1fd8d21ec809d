package kepu.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/** The way from a service to a store, which a test can cut and mend again. */
public final class StoreConnection implements AutoCloseable {
    private static final String PATIENCE = "directConnection=true&serverSelectionTimeoutMS=500";

    private final ConnectionString store;
    private final String host;
    private final int port;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private StoreConnection(ConnectionString store) {
        this.store = store;
        String[] primary = primary(store).split(":");
        host = primary[0];
        port = Integer.parseInt(primary[1]);
        try {
            door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::letIn);
    }

    /** @param uri of a database */
    public static StoreConnection to(String uri) {
        return new StoreConnection(new ConnectionString(uri));
    }

    private static String primary(ConnectionString store) {
        try (MongoClient client = MongoClients.create(store)) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            return Optional.ofNullable(hello.getString("primary"))
                    .orElse(store.getHosts().getFirst());
        }
    }

    /** The address of the same database by this way; a store that is away is given up after half a second. */
    public String uri() {
        String given = store.getConnectionString();
        String hosts = String.join(",", store.getHosts());
        return given.replace(hosts, "127.0.0.1:" + door.getLocalPort()) + (given.contains("?") ? "&" : "?") + PATIENCE;
    }

    /** Ends all connections, and every later one, until it is mended. */
    public void cut() {
        cut = true;
        open.forEach(StoreConnection::end);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket service = door.accept();
                open.add(service);
                Thread.ofVirtual().start(() -> connect(service));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket service) {
        if (cut) {
            end(service);
            return;
        }
        try {
            Socket server = new Socket(host, port);
            open.add(server);
            Thread.ofVirtual().start(() -> carry(service, server));
            carry(server, service);
        } catch (IOException e) {
            end(service);
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            if (!cut) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        } catch (IOException e) {
            // cut: both ends learn of it below
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
