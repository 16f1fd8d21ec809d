package kepu.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import kepu.assessment.Assessment;
import kepu.campaigns.Campaigns;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.PortTaken;
import kepu.gateway.Gateway;
import kepu.identity.Identity;
import kepu.organization.Organization;
import kepu.readingrooms.ReadingRooms;
import kepu.volunteers.Volunteers;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.context.ConfigurableApplicationContext;

/** Everything that runs in this process, opened in order and closed in the opposite one. */
public final class House implements AutoCloseable {
    /** Who tells before who listens. */
    private static final Map<String, Function<String[], ConfigurableApplicationContext>> SERVICES =
            new LinkedHashMap<>();

    static {
        SERVICES.put("organization", Organization::start);
        SERVICES.put("volunteers", Volunteers::start);
        SERVICES.put("reading-rooms", ReadingRooms::start);
        SERVICES.put("campaigns", Campaigns::start);
        SERVICES.put("identity", Identity::start);
        SERVICES.put("assessment", Assessment::start);
    }

    /** Ports on 127.0.0.1; 0 takes a free one. */
    public record Ports(int gateway, int kafka, int store) {}

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final PrintStream out;
    private @Nullable URI gateway;
    private String kafka = "";
    private String store = "";

    private House(PrintStream out) {
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

    /** Like {@link #open(Path, Ports, Map, PrintStream)}, with the embedded store whatever this machine offers. */
    public static House open(Path data, Ports ports, PrintStream out) {
        return open(data, ports, Map.of(), out);
    }

    /**
     * Opens everything, or closes again what was open and says why not.
     *
     * @param data folder for all data; one process at a time
     * @param environment where {@code MONGODB_URI} and {@code PATH} are looked up
     */
    static House open(Path data, Ports ports, Map<String, String> environment, PrintStream out) {
        House house = new House(out);
        try {
            house.start(data, ports, environment);
            return house;
        } catch (RuntimeException | Error e) {
            house.close();
            throw e;
        }
    }

    private void start(Path data, Ports ports, Map<String, String> environment) {
        add(lock(data));
        checkFree(ports.gateway());
        EmbeddedBroker broker = timed("Kafka", () -> add(EmbeddedBroker.start(data.resolve("kafka"), ports.kafka())));
        kafka = broker.bootstrapServers();
        DocumentStore documents =
                timed("store", () -> add(DocumentStore.open(data.resolve("store"), ports.store(), environment)));
        store = documents.description();
        List<String> forGateway = new ArrayList<>(List.of("--server.port=" + ports.gateway()));
        SERVICES.forEach((name, start) -> {
            int port = timed(
                    name,
                    () -> port(context(
                            start,
                            List.of(
                                    "--server.port=0",
                                    "--spring.kafka.bootstrap-servers=" + kafka,
                                    "--spring.kafka.client-id=" + name,
                                    "--spring.mongodb.uri=" + documents.uri(),
                                    "--spring.mongodb.database=kepu-" + name))));
            forGateway.add("--kepu.services." + name + "=http://127.0.0.1:" + port);
        });
        int port = timed("gateway", () -> port(context(Gateway::start, forGateway)));
        gateway = URI.create("http://127.0.0.1:" + port);
    }

    private ConfigurableApplicationContext context(
            Function<String[], ConfigurableApplicationContext> start, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("--spring.main.register-shutdown-hook=false"); // the house closes in its own order
        return add(start.apply(all.toArray(String[]::new)));
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private <T extends AutoCloseable> T add(T part) {
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

    private static AutoCloseable lock(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("another Kepu is running on the data in "
                        + data.toAbsolutePath().normalize() + "; stop it, or choose another folder with --data");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + data + " cannot be used", e);
        }
    }

    private static void checkFree(int port) {
        PortTaken.claim("gateway", port);
    }

    /** Base address of the API. */
    public URI gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not open");
        }
        return gateway;
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
