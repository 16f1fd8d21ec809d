package kepu.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The Kafka broker of a test: one for all tests of a JVM, without topics and groups whenever one of them takes it. */
public final class TestBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** It is never killed, so that nobody has to notice a busy machine's pause as its end. */
    private static final Map<String, ?> SMALL = Map.of(
            "offsets.topic.num.partitions", 1,
            "transaction.state.log.num.partitions", 1,
            "broker.session.timeout.ms", 60_000);

    /** What happens in intervals happens in short ones. */
    private static final Map<String, ?> IMPATIENT = Map.of(
            "log.cleaner.backoff.ms", 100,
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", 200,
            "group.consumer.min.heartbeat.interval.ms", 100,
            "group.consumer.heartbeat.interval.ms", 200);

    private static @Nullable EmbeddedBroker shared;

    private final EmbeddedBroker broker;

    private TestBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public static TestBroker open() {
        return open(IMPATIENT);
    }

    /**
     * For a JVM that runs for minutes, and where nobody waits for what happens in intervals: the heartbeats of dozens of
     * members, five a second each, would be a tenth of all that it does.
     */
    public static TestBroker openPatient() {
        return open(Map.of("group.consumer.session.timeout.ms", 20_000));
    }

    private static synchronized TestBroker open(Map<String, ?> more) {
        if (shared == null) {
            Map<String, Object> settings = new HashMap<>(SMALL);
            settings.putAll(more);
            EmbeddedBroker started = EmbeddedBroker.start(TestJvm.folder("broker"), 0, settings);
            TestJvm.atEnd(started::close);
            shared = started;
        }
        return new TestBroker(shared);
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Deletes all topics and, once their members have left, all groups. */
    @Override
    public void close() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Awaitility.await().atMost(PATIENCE).until(() -> isEmpty(admin));
        }
    }

    private static boolean isEmpty(Admin admin) throws InterruptedException {
        try {
            Set<String> topics = admin.listTopics().names().get();
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteTopics(topics).all().get();
            admin.deleteConsumerGroups(groups).all().get();
            return topics.isEmpty() && groups.isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
