package kepu.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kepu.assessment.Assessment;
import kepu.campaigns.Campaigns;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.PortTaken;
import kepu.gateway.Gateway;
import kepu.identity.Identity;
import kepu.organization.Organization;
import kepu.readingrooms.ReadingRooms;
import kepu.standalone.store.DocumentStore;
import kepu.volunteers.Volunteers;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.context.ConfigurableApplicationContext;

/** Everything that runs in this process, opened in order and closed in the opposite one. */
public final class LocalInstallation implements AutoCloseable {
    private static final String ISSUER = "identity";
    private static final String LOCK = "lock";

    /** Who tells before who listens. */
    private static final Map<String, Function<String[], ConfigurableApplicationContext>> SERVICES =
            new LinkedHashMap<>();

    static {
        SERVICES.put("organization", Organization::start);
        SERVICES.put(ISSUER, Identity::start);
        SERVICES.put("volunteers", Volunteers::start);
        SERVICES.put("reading-rooms", ReadingRooms::start);
        SERVICES.put("campaigns", Campaigns::start);
        SERVICES.put("assessment", Assessment::start);
    }

    /** What there is once in a process is told by the gateway alone. */
    private static final List<String> METRICS_OF_THE_PROCESS_ONCE = Stream.of(
                    "jvm", "process", "system", "disk", "logback")
            .map(metrics -> "--management.metrics.enable." + metrics + "=false")
            .toList();

    /**
     * Ports on 127.0.0.1; 0 takes a free one.
     *
     * @param management health and metrics of all parts
     */
    public record Ports(int gateway, int kafka, int store, int management) {
        public Ports(int gateway, int kafka, int store) {
            this(gateway, kafka, store, 0);
        }
    }

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final PrintStream out;
    private @Nullable URI gateway;
    private final Map<String, URI> services = new LinkedHashMap<>();
    private @Nullable URI management;
    private String kafka = "";
    private String store = "";

    private LocalInstallation(PrintStream out) {
        this.out = out;
    }

    /** Sends the log lines of everything to one file in the folder; to be called before anything logs. */
    public static void logTo(Path folder) {
        System.setProperty("kepu.logs", folder.toString());
        // one logback.xml for all contexts: each of them would set up logging anew
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger(); // Tomcat logs by java.util.logging
        SLF4JBridgeHandler.install();
    }

    /** With the embedded store whatever this machine offers. */
    public static LocalInstallation open(Path data, Ports ports, PrintStream out) {
        return open(data, ports, List.of(), out);
    }

    /**
     * With the embedded store whatever this machine offers.
     *
     * @param settings like {@code --kepu.tokens.issuer=…}, for every part; they replace its own
     */
    public static LocalInstallation open(Path data, Ports ports, List<String> settings, PrintStream out) {
        return open(data, ports, Map.of(), settings, out);
    }

    /** With the database prefix that the data folder has, or the usual one. */
    static LocalInstallation open(
            Path data, Ports ports, Map<String, String> environment, List<String> settings, PrintStream out) {
        return open(data, ports, environment, null, settings, out);
    }

    /**
     * Opens everything, or closes again what was open and says why not.
     *
     * @param data folder for all data; one process at a time
     * @param environment where {@code MONGODB_URI} and {@code PATH} are looked up
     * @param databasePrefix of the names of its databases, for one that shares a server with others; the data folder's,
     *     or {@code kepu}, if none is given
     * @throws IllegalStateException if something does not start, or data folder and store do not belong together
     */
    public static LocalInstallation open(
            Path data,
            Ports ports,
            Map<String, String> environment,
            @Nullable String databasePrefix,
            List<String> settings,
            PrintStream out) {
        LocalInstallation installation = new LocalInstallation(out);
        try {
            installation.start(data, ports, environment, databasePrefix, settings);
            return installation;
        } catch (RuntimeException | Error e) {
            installation.close();
            throw e;
        }
    }

    private void start(
            Path data,
            Ports ports,
            Map<String, String> environment,
            @Nullable String databasePrefix,
            List<String> settings) {
        FileChannel lock = add(lock(data));
        Pairing pairing = Pairing.of(data, databasePrefix);
        // The issuer of tokens is the gateway's address, which everybody must know before it is open.
        int gatewayPort = PortTaken.claimForLater("gateway", ports.gateway());
        URI publicUrl = URI.create("http://127.0.0.1:" + gatewayPort);
        PortTaken.claim("gateway's management", ports.management());
        int kafkaPort = PortTaken.claimForLater("broker", ports.kafka());
        FutureTask<EmbeddedBroker> broker =
                new FutureTask<>(() -> timed("Kafka", () -> EmbeddedBroker.start(data.resolve("kafka"), kafkaPort)));
        Thread ahead = Thread.ofPlatform().name("start-kafka").unstarted(broker);
        boolean known = pairing.isKnown();
        if (known) { // after a kill it takes seconds, and so do the store and the first service
            add(() -> closeOnceStarted(broker));
            ahead.start();
        }
        DocumentStore documents =
                timed("store", () -> add(DocumentStore.open(data.resolve("store"), ports.store(), environment)));
        pairing.check(documents, SERVICES.keySet()); // before Kafka makes a new folder look used
        store = documents.description();
        tell(lock, documents);
        if (!known) {
            broker.run();
            add(started(broker));
        }
        kafka = EmbeddedBroker.addressAt(kafkaPort);
        makeFolderOfKeys(data);
        int issuerPort = PortTaken.claimForLater(ISSUER, 0);
        Settings common = settings.stream().anyMatch(setting -> setting.startsWith("--kepu.tokens.issuer="))
                ? new Settings()
                : new Settings()
                        .with("kepu.tokens.issuer", publicUrl)
                        .with("kepu.tokens.jwks", "http://127.0.0.1:" + issuerPort + "/oauth2/jwks");
        Settings ofService = common.and(keySettings(data))
                .with("management.server.port", -1) // the gateway's tells the health and the metrics of all
                .and(METRICS_OF_THE_PROCESS_ONCE)
                .with("spring.kafka.bootstrap-servers", kafka)
                .with("kepu.kafka.partitions", pairing.partitions())
                .with("spring.mongodb.uri", documents.uri());
        Settings ofGateway = common.with("server.port", gatewayPort)
                .with("management.server.port", ports.management())
                .with("management.endpoints.web.exposure.include", "health,info,prometheus,services")
                .with("management.endpoint.health.show-details", "always")
                .with("kepu.gateway.public-url", publicUrl);
        Map<String, ConfigurableApplicationContext> opened = new LinkedHashMap<>();
        for (Map.Entry<String, Function<String[], ConfigurableApplicationContext>> service : SERVICES.entrySet()) {
            String name = service.getKey();
            Settings its = ofService
                    .with("server.port", name.equals(ISSUER) ? issuerPort : 0)
                    .with("spring.kafka.client-id", name)
                    .with("spring.mongodb.database", pairing.database(name))
                    .and(settings);
            ConfigurableApplicationContext context = timed(name, () -> context(service.getValue(), its));
            opened.put(name, context);
            if (broker.isDone()) {
                started(broker); // or it says why not
            }
            URI address = address(context, "server");
            services.put(name, address);
            ofGateway = ofGateway.with("kepu.services." + name, address);
        }
        started(broker);
        Settings itsOwn = ofGateway.and(settings);
        ConfigurableApplicationContext front = timed(
                "gateway",
                () -> context(
                        arguments -> Gateway.start(context -> ServicesEndpoint.addTo(context, opened), arguments),
                        itsOwn));
        gateway = address(front, "server");
        management =
                front.getEnvironment().containsProperty("local.management.port") ? address(front, "management") : null;
    }

    /** Folder of the keys, which the services that need them make, in files of their owner's. */
    static Path keys(Path data) {
        return data.resolve("keys");
    }

    private static void makeFolderOfKeys(Path data) {
        Path folder = keys(data);
        try {
            makeOwnersFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be used", e);
        }
    }

    /** A folder that nobody else can look into, also where it was there before. */
    private static void makeOwnersFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<String> keySettings(Path data) {
        Path folder = keys(data);
        return List.of(
                "--kepu.audit.signing-key=" + folder.resolve("audit-signing-key.pem"),
                "--kepu.identity.key-secret=" + folder.resolve("identity-key-secret"),
                "--kepu.personal-data.master-key=" + folder.resolve("personal-data-master-key"));
    }

    private ConfigurableApplicationContext context(
            Function<String[], ConfigurableApplicationContext> start, Settings settings) {
        return add(start.apply(
                settings.with("spring.main.register-shutdown-hook", false) // this installation closes in order
                        .arguments()));
    }

    private static URI address(ConfigurableApplicationContext context, String which) {
        return URI.create("http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local." + which + ".port", Integer.class));
    }

    /** What is being opened can be closed only then. */
    private static void closeOnceStarted(Future<EmbeddedBroker> broker) {
        EmbeddedBroker started;
        try {
            started = started(broker);
        } catch (RuntimeException alreadyTold) {
            return;
        }
        started.close();
    }

    private static <T> T started(Future<T> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    private <T> T timed(String what, Supplier<T> start) {
        long begin = System.nanoTime();
        T started = start.get();
        out.printf(
                "%-14s %5.1f s%n",
                what, Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
        return started;
    }

    private static FileChannel lock(Path data) {
        try {
            makeOwnersFolder(data); // hashes of passwords, people's data
            FileChannel channel = tryLock(data);
            if (channel == null) {
                throw new IllegalStateException("another Kepu is running on the data in "
                        + data.toAbsolutePath().normalize() + "; stop it, or choose another folder with --data");
            }
            channel.truncate(0);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + data + " cannot be used", e);
        }
    }

    private static @Nullable FileChannel tryLock(Path data) throws IOException {
        FileChannel channel = FileChannel.open(data.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    /** Where the document store of the Kepu that runs on this data answers; none if there is no such Kepu. */
    static @Nullable String storeIfRunning(Path data) throws IOException {
        FileChannel channel = tryLock(data);
        if (channel != null) {
            channel.close();
            return null;
        }
        String uri = Files.readString(data.resolve(LOCK)).strip();
        if (uri.isEmpty()) {
            throw new IllegalStateException("a Kepu is starting on this data, or its store is elsewhere: --store");
        }
        return uri;
    }

    /** For who verifies the audit logs meanwhile; an address from the environment may hold a password. */
    private static void tell(FileChannel lock, DocumentStore documents) {
        if (documents.isOurs()) {
            try {
                lock.write(ByteBuffer.wrap(documents.uri().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Base address of the API. */
    public URI gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not open");
        }
        return gateway;
    }

    /** Base address of health and metrics; none if a setting took its port away. */
    public @Nullable URI management() {
        return management;
    }

    /** Base address of each service by name, behind the gateway's back. */
    public Map<String, URI> services() {
        return Map.copyOf(services);
    }

    /** Bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    /** Which store it is and what it does not promise. */
    public String store() {
        return store;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                out.println("while stopping: " + e);
            }
        }
    }
}
