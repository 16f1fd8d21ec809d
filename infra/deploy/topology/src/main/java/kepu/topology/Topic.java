package kepu.topology;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic (主题); of facts and dead letters nothing is ever deleted, of a snapshot what something newer has replaced.
 *
 * @param owner the service that writes it, and nobody else does
 */
public record Topic(String name, String owner, Content content) {
    /** A parked record may be as large as a topic takes, and carries more headers. */
    private static final String LARGEST_DEAD_LETTER = Integer.toString(4 * 1024 * 1024);

    /** The segment that is being written is never compacted. */
    private static final String SNAPSHOT_SEGMENT = Integer.toString(32 * 1024 * 1024);

    private static final String SNAPSHOT_SEGMENT_MILLIS =
            Long.toString(Duration.ofDays(1).toMillis());

    /** What lies on it. */
    public enum Content {
        FACTS,
        SNAPSHOT,
        DEAD_LETTERS
    }

    /** Settings that differ from the broker's, as a service of that replication expects them. */
    public Map<String, String> settings(int replication) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication < 3 ? "1" : "2");
        switch (content) {
            case FACTS -> settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            case SNAPSHOT -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                settings.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");
                settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, SNAPSHOT_SEGMENT);
                settings.put(TopicConfig.SEGMENT_MS_CONFIG, SNAPSHOT_SEGMENT_MILLIS);
            }
            case DEAD_LETTERS -> {
                settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
                settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_DEAD_LETTER);
            }
        }
        return settings;
    }

    NewTopic asNew(int partitions, int replication) {
        return new NewTopic(name, partitions, (short) replication).configs(settings(replication));
    }
}
