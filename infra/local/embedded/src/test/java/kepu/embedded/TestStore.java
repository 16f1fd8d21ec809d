package kepu.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The document store of a test, with databases of its own that are dropped on close. The server is that of
 * {@code MONGODB_URI}, else a {@code mongod} of this machine, one child for all tests of a JVM; where there is none, and
 * where {@code KEPU_TEST_STORE=embedded}, it is the embedded store. In CI a missing MongoDB is an error.
 */
public final class TestStore implements AutoCloseable {
    private static final double CACHE_GB = 0.25;
    private static final Pattern URI = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(?:\\?(.*))?");

    private static @Nullable Server mongoDb;
    private static @Nullable Server embedded;

    private final Server server;
    private final String prefix = "test-" + UUID.randomUUID().toString().substring(0, 13) + "-";

    private TestStore(Server server) {
        this.server = server;
    }

    /** For a test that every store must pass. */
    public static TestStore open() {
        boolean isEmbedded = "embedded".equals(System.getenv("KEPU_TEST_STORE"));
        return new TestStore(isEmbedded ? embedded() : mongoDb().orElseGet(TestStore::embedded));
    }

    /** For a test that MongoDB must pass, whatever the others run on; see {@link NeedsMongoDb}. */
    public static TestStore openMongoDb() {
        return new TestStore(mongoDb().orElseThrow());
    }

    /** Skips a test class, with the reason, where there is no MongoDB; never in CI. */
    public static final class NeedsMongoDb implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
            return mongoDb().isPresent()
                    ? ConditionEvaluationResult.enabled(null)
                    : ConditionEvaluationResult.disabled(
                            "no MongoDB on this machine; infra/install-mongod fetches one");
        }
    }

    /** What a database of this test is called on the server. */
    public String database(String name) {
        return prefix + name;
    }

    /** The connection string of a database of this test. */
    public String uri(String name) {
        return uri(server.uri(), database(name));
    }

    /** The connection string of the server, which may hold databases of others. */
    public String uri() {
        return uri(server.uri(), "");
    }

    @Override
    public void close() {
        for (String database : server.client().listDatabaseNames()) {
            if (database.startsWith(prefix)) {
                server.client().getDatabase(database).drop();
            }
        }
    }

    private static synchronized Optional<Server> mongoDb() {
        if (mongoDb == null) {
            String given = System.getenv().getOrDefault("MONGODB_URI", "");
            mongoDb = given.isBlank()
                    ? MongodBinary.find(System.getenv()).map(TestStore::child).orElse(null)
                    : new Server(given);
            if (mongoDb == null && "true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("CI tests with MongoDB, and there is none: see infra/install-mongod");
            }
        }
        return Optional.ofNullable(mongoDb);
    }

    private static Server child(Path binary) {
        MongodProcess mongod = MongodProcess.start(
                binary,
                TestJvm.folder("mongod"),
                0,
                CACHE_GB,
                "--nounixsocket",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false");
        TestJvm.atEnd(mongod::kill); // nobody needs its data
        return new Server(mongod.uri());
    }

    private static synchronized Server embedded() {
        if (embedded == null) {
            EmbeddedStore store = EmbeddedStore.inMemory();
            TestJvm.atEnd(store::close);
            embedded = new Server(store.uri(""));
        }
        return embedded;
    }

    /** Another database of the same server: users sign in where they did, and all options stay. */
    static String uri(String given, String database) {
        Matcher parts = URI.matcher(given);
        if (!parts.matches()) {
            throw new IllegalArgumentException("MONGODB_URI is no address of a MongoDB");
        }
        List<String> options = new ArrayList<>();
        if (parts.group(2) != null) {
            options.add(parts.group(2));
        }
        MongoCredential credential = new ConnectionString(given).getCredential();
        if (credential != null && options.stream().noneMatch(option -> option.contains("authSource="))) {
            options.add("authSource=" + credential.getSource());
        }
        return parts.group(1) + "/" + database + (options.isEmpty() ? "" : "?" + String.join("&", options));
    }

    /** One that all tests of this JVM share. */
    private record Server(String uri, MongoClient client) {
        Server(String uri) {
            this(uri, MongoClients.create(uri));
        }
    }
}
