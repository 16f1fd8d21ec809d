package kepu.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kepu.kubernetes.Topology.Grant;
import kepu.kubernetes.Topology.Topic;
import kepu.kubernetes.Topology.User;

/** Writes the topics and users for Strimzi, the same bytes for the same contracts and subscriptions. */
public final class StrimziAuthoring {
    static final Path TOPICS = Path.of("base/kafka/topics.yaml");
    static final Path USERS = Path.of("base/kafka/users.yaml");
    static final int PARTITIONS = 24;
    static final int REPLICAS = 3;

    private static final String HEAD = """
            # Written by kepu.kubernetes.StrimziAuthoring from the contracts and the services' subscriptions; not to be edited.
            """;
    private static final int LARGEST_DEAD_LETTER = 4 * 1024 * 1024;

    private StrimziAuthoring() {}

    public static void main(String... args) throws IOException {
        Files.writeString(TOPICS, topics());
        Files.writeString(USERS, users());
    }

    static String topics() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Topic topic : Topology.topics()) {
            text.append("""
                    ---
                    apiVersion: kafka.strimzi.io/v1beta2
                    kind: KafkaTopic
                    metadata:
                      name: %1$s
                      labels:
                        strimzi.io/cluster: kepu
                    spec:
                      topicName: %1$s
                      partitions: %2$d
                      replicas: %3$d
                      config:
                        retention.ms: -1
                        min.insync.replicas: 2
                    """.formatted(topic.name(), PARTITIONS, REPLICAS));
            if (topic.deadLetters()) {
                text.append("    max.message.bytes: %d\n".formatted(LARGEST_DEAD_LETTER));
            }
        }
        return text.toString();
    }

    static String users() {
        StringBuilder text = new StringBuilder(HEAD);
        for (User user : Topology.users()) {
            text.append("""
                    ---
                    # %2$s
                    apiVersion: kafka.strimzi.io/v1beta2
                    kind: KafkaUser
                    metadata:
                      name: %1$s
                      labels:
                        strimzi.io/cluster: kepu
                    spec:
                      authentication:
                        type: scram-sha-512
                    """.formatted(user.name(), user.purpose()));
            if (user.name().equals("analytics")) {
                text.append("""
                          # of each broker and second, so that a subscriber starting over does not slow the services
                          quotas:
                            consumerByteRate: 20971520
                        """);
            }
            if (!user.grants().isEmpty()) {
                text.append("""
                          authorization:
                            type: simple
                            acls:
                        """);
            }
            user.grants().forEach(grant -> text.append(rule(grant)));
        }
        return text.toString();
    }

    private static String rule(Grant grant) {
        return """
                      - resource:
                          type: %s
                          name: %s
                          patternType: %s
                        operations:
                          - %s
                """.formatted(grant.type(), grant.name(), grant.prefix() ? "prefix" : "literal", grant.operation());
    }
}
