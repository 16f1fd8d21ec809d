package kepu.topology;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic (主题), of facts or of dead letters; neither is ever deleted from.
 *
 * @param owner the service that writes it, and nobody else does
 */
public record Topic(String name, String owner, boolean deadLetters) {
    /** A parked record may be as large as a topic takes, and carries more headers. */
    private static final String LARGEST_DEAD_LETTER = Integer.toString(4 * 1024 * 1024);

    /** Settings that differ from the broker's, as a service of that replication expects them. */
    public Map<String, String> settings(int replication) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication < 3 ? "1" : "2");
        if (deadLetters) {
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_DEAD_LETTER);
        }
        return settings;
    }

    NewTopic asNew(int partitions, int replication) {
        return new NewTopic(name, partitions, (short) replication).configs(settings(replication));
    }
}
