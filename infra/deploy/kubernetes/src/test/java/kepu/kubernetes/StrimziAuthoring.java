package kepu.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kepu.topology.Principal;
import kepu.topology.Subscription;
import kepu.topology.Topic;
import kepu.topology.Topology;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Writes the topics and users for Strimzi, the same bytes for the same table of topics. */
public final class StrimziAuthoring {
    static final Path TOPICS = Path.of("base/kafka/topics.yaml");
    static final Path USERS = Path.of("base/kafka/users.yaml");
    static final int PARTITIONS = 24;
    static final int REPLICAS = 3;

    private static final String HEAD = """
            # Written by kepu.kubernetes.StrimziAuthoring from the table in infra/deploy/topology; not to be edited.
            """;
    private static final String AUTOSCALER = "autoscaler";
    private static final String SCORED = "assessment";
    private static final Map<ResourceType, String> TYPES = Map.of(
            ResourceType.TOPIC, "topic",
            ResourceType.GROUP, "group",
            ResourceType.TRANSACTIONAL_ID, "transactionalId");
    private static final Map<AclOperation, String> OPERATIONS =
            Map.of(AclOperation.READ, "Read", AclOperation.WRITE, "Write");

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
                    """.formatted(topic.name(), PARTITIONS, REPLICAS));
            topic.settings(REPLICAS).forEach((name, value) -> text.append("    %s: %s\n".formatted(name, value)));
        }
        return text.toString();
    }

    private record User(String name, String purpose, List<Grant> grants) {}

    /** @param prefix whether {@code name} is only the beginning of the names meant */
    private record Grant(String type, String name, boolean prefix, String operation) {
        static Grant of(AclBinding rule) {
            return new Grant(
                    TYPES.getOrDefault(rule.pattern().resourceType(), ""),
                    rule.pattern().name(),
                    rule.pattern().patternType() == PatternType.PREFIXED,
                    OPERATIONS.getOrDefault(rule.entry().operation(), ""));
        }
    }

    /** Those of the table; the one who scales, which only a cluster has; and who may do everything. */
    private static List<User> everybody() {
        List<User> users = new ArrayList<>();
        for (Principal principal : Topology.principals()) {
            users.add(new User(
                    principal.name(),
                    principal.name().equals(Topology.ANALYTICS)
                            ? "A subscriber outside: it reads facts and snapshots but those of one person, as groups of its own. Another one gets a user like it."
                            : "The service " + principal.name() + ".",
                    principal.rules().stream().map(Grant::of).toList()));
        }
        Subscription scored = Topology.SUBSCRIPTIONS.stream()
                .filter(subscription -> subscription.group().equals(SCORED))
                .findFirst()
                .orElseThrow();
        users.add(new User(
                AUTOSCALER,
                "KEDA: sees how far behind assessment is, and no record.",
                Stream.concat(
                                scored.topics().stream().map(topic -> new Grant("topic", topic, false, "Describe")),
                                Stream.of(new Grant("group", scored.group(), false, "Describe")))
                        .toList()));
        users.add(
                new User("admin", "Super user, for operators; dead letters are read and replayed with it.", List.of()));
        return users;
    }

    static String users() {
        StringBuilder text = new StringBuilder(HEAD);
        for (User user : everybody()) {
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
            if (user.name().equals(Topology.ANALYTICS)) {
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
