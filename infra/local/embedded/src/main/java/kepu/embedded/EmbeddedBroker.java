package kepu.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Apache Kafka node, broker and KRaft controller in this JVM, that keeps its records in a folder across restarts
 * and across the death of the process.
 *
 * <p>It listens on 127.0.0.1 only, unencrypted and without authentication. An acknowledged record has reached the
 * operating system, not the disk: it outlives {@code kill -9}, but a power failure may take the last seconds. There is
 * one replica of everything. It speaks the ordinary Kafka protocol, so clients need to know nothing of it; Kafka's
 * server classes are an internal API and appear in this class only.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;
    private static final int LARGEST_RECORD_BYTES = 2 * 1024 * 1024;

    private final KafkaRaftServer server;
    private final int port;
    private final FileChannel folderLock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, int port, FileChannel folderLock) {
        this.server = server;
        this.port = port;
        this.folderLock = folderLock;
    }

    /**
     * Starts the broker on a folder, formatting it first if it is new, and returns once clients may connect and join groups.
     *
     * @param folder where records and cluster metadata are kept; created when missing, one broker at a time
     * @param port the port on 127.0.0.1, or 0 for a free one
     * @throws PortTaken when something else listens on that port
     * @throws IllegalStateException when the broker could not start for another reason, which is the cause
     */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /** @param others settings of Kafka that go before those of this class */
    static EmbeddedBroker start(Path folder, int port, Map<String, ?> others) {
        int brokerPort = PortTaken.claim("broker", port);
        int controllerPort = freePortOtherThan(brokerPort);
        Path data = folder.toAbsolutePath().normalize();
        // Kafka would end the whole JVM when it cannot start; the host application decides that, not the broker.
        Exit.Procedure refuse = (status, message) -> {
            throw new IllegalStateException(
                    "Kafka gave up with status " + status + (message == null ? "" : ": " + message));
        };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
        KafkaRaftServer server = null;
        FileChannel folderLock = null;
        try {
            Files.createDirectories(data);
            folderLock = lock(data);
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(data);
            }
            server = new KafkaRaftServer(
                    new KafkaConfig(settings(data, brokerPort, controllerPort, others), false), Time.SYSTEM);
            server.startup();
            awaitCoordinator(brokerPort);
            return new EmbeddedBroker(server, brokerPort, folderLock);
        } catch (Exception | LinkageError e) {
            IllegalStateException failure = new IllegalStateException(
                    "The embedded broker could not start on " + data + ": " + e.getMessage(), e);
            if (server != null) {
                try {
                    server.shutdown();
                } catch (RuntimeException alsoFailed) {
                    failure.addSuppressed(alsoFailed);
                }
            }
            if (folderLock != null) {
                try {
                    folderLock.close();
                } catch (IOException alsoFailed) {
                    failure.addSuppressed(alsoFailed);
                }
            }
            throw failure;
        } finally {
            // Past the start a fatal fault may end the process: nothing acknowledged is lost by that.
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    /** Runs the broker as a process of its own: {@code EmbeddedBroker <folder> <port>}, until it is told to stop. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: EmbeddedBroker <folder> <port>");
        }
        EmbeddedBroker broker = start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        System.out.println("ready " + broker.bootstrapServers());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return addressAt(port);
    }

    /** The same of a broker that is still starting on that port. */
    public static String addressAt(int port) {
        return HOST + ":" + port;
    }

    /** The port clients connect to. */
    public int port() {
        return port;
    }

    /** Stops the broker cleanly and waits until its files are closed; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
            try {
                folderLock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Whoever joins a group asks for its coordinator, and while there is none Kafka's client (4.2) asks without a pause, with
     * all of a processor. So it is there before them; a group that nobody knows is an answer of it.
     */
    private static void awaitCoordinator(int port) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addressAt(port)))) {
            admin.describeConsumerGroups(List.of("nobody")).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    private static int freePortOtherThan(int taken) {
        int free = PortTaken.claimForLater("broker", 0);
        return free == taken ? freePortOtherThan(taken) : free;
    }

    /** Kafka locks its records, but lets a second controller write into the first one's metadata before it looks. */
    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve(".in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("Another broker of this process uses " + data, e);
        }
        channel.close();
        throw new IOException("Another process uses " + data);
    }

    private static void format(Path data) throws IOException {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("Could not format " + data, e));
        }
    }

    private static Properties settings(Path data, int brokerPort, int controllerPort, Map<String, ?> others) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("log.dirs", data);
        settings.put(
                "listeners", "CLIENT://" + HOST + ":" + brokerPort + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "CLIENT://" + HOST + ":" + brokerPort);
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", "CONTROLLER");
        // A fixed voter is configuration, not state: the controller may listen elsewhere after each restart.
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put("server.max.startup.time.ms", 60_000);
        // A broker that was killed is taken for dead, and so may register again, after this long.
        settings.put("broker.session.timeout.ms", 3_000);
        settings.put("broker.heartbeat.interval.ms", 300);

        settings.put("metric.reporters", ""); // beans of JMX, one for each partition, which nobody reads
        settings.put("auto.create.topics.enable", false);
        settings.put("num.partitions", 6);
        settings.put("default.replication.factor", 1);
        settings.put("min.insync.replicas", 1);
        settings.put("offsets.topic.num.partitions", 6);
        settings.put("offsets.topic.replication.factor", 1);
        settings.put("transaction.state.log.num.partitions", 6);
        settings.put("transaction.state.log.replication.factor", 1);
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("share.coordinator.state.topic.num.partitions", 6);
        settings.put("share.coordinator.state.topic.replication.factor", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);

        settings.put("message.max.bytes", LARGEST_RECORD_BYTES);
        settings.put("replica.fetch.max.bytes", 2 * LARGEST_RECORD_BYTES);
        settings.put("replica.fetch.response.max.bytes", 8 * LARGEST_RECORD_BYTES);
        settings.put("socket.request.max.bytes", 32 * LARGEST_RECORD_BYTES);

        // Members that died with the process must not hold their partitions long after a restart.
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("group.consumer.min.heartbeat.interval.ms", 500);
        settings.put("group.consumer.heartbeat.interval.ms", 1_300);
        settings.put("group.consumer.min.session.timeout.ms", 3_000);
        settings.put("group.consumer.session.timeout.ms", 4_000);
        settings.put("group.min.session.timeout.ms", 3_000);

        // One machine, one county: less memory, and less to read again after a kill, than a cluster's defaults.
        settings.put("log.segment.bytes", 64 * 1024 * 1024);
        settings.put("log.index.size.max.bytes", 1024 * 1024);
        settings.put("log.cleaner.dedupe.buffer.size", 8 * 1024 * 1024);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 4);
        settings.put("background.threads", 2);

        settings.putAll(others);
        Properties properties = new Properties();
        settings.forEach((name, value) -> properties.setProperty(name, value.toString()));
        return properties;
    }
}
