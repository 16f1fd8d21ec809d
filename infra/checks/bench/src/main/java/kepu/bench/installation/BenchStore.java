package kepu.bench.installation;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.embedded.MongodBinary;
import kepu.standalone.store.DocumentStore;
import org.bson.Document;

/** The document store of one bench, with databases of its own that are dropped in the end. */
public final class BenchStore implements AutoCloseable {
    /** Which store a bench is asked to use. */
    public enum Choice {
        /** What the launcher would take: {@code MONGODB_URI}, a mongod of this machine, the embedded one. */
        USUAL,
        MONGOD,
        EMBEDDED;

        /** Where the launcher looks for a store. */
        public Map<String, String> environment() {
            Map<String, String> environment = new HashMap<>(System.getenv());
            return switch (this) {
                case USUAL -> environment;
                case EMBEDDED -> Map.of();
                case MONGOD -> {
                    environment.remove("MONGODB_URI");
                    if (MongodBinary.find(environment).isEmpty()) {
                        throw new IllegalStateException("there is no mongod on this machine; infra/install-mongod");
                    }
                    yield environment;
                }
            };
        }
    }

    private final DocumentStore store;
    private final String prefix = newPrefix();

    private BenchStore(DocumentStore store) {
        this.store = store;
    }

    public static BenchStore open(Choice choice, Path folder) {
        return new BenchStore(DocumentStore.open(folder, 0, choice.environment()));
    }

    /** Of the names of databases that nobody else uses. */
    public static String newPrefix() {
        return "bench" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The connection string, without a database. */
    public String uri() {
        return store.uri();
    }

    public String database(String name) {
        return prefix + "-" + name;
    }

    /** What it is and what it does not promise. */
    public String description() {
        return store.description();
    }

    /**
     * How many requests a server of this machine has answered so far; 0 if it does not say. Beside processor time a figure that
     * other work on the machine leaves alone.
     *
     * @param description of the store, with its port
     */
    public static long requests(String description) {
        Matcher port = Pattern.compile("port (\\d+)").matcher(description);
        if (!port.find()) {
            return 0;
        }
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port.group(1))) {
            Document network = client.getDatabase("admin")
                    .runCommand(new Document("serverStatus", 1))
                    .get("network", new Document());
            return network.get("numRequests") instanceof Number requests ? requests.longValue() : 0;
        } catch (MongoCommandException e) {
            return 0; // the embedded store knows no such command
        }
    }

    /** Drops the databases of a bench on a server that stays. */
    public static void drop(String uri, String prefix) {
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : client.listDatabaseNames()) {
                if (name.startsWith(prefix + "-")) {
                    client.getDatabase(name).drop();
                }
            }
        }
    }

    @Override
    public void close() {
        try (store) {
            drop(store.uri(), prefix);
        }
    }
}
