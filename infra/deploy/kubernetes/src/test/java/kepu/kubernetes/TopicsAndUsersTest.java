package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.topology.Subscription;
import kepu.topology.Topic;
import kepu.topology.Topology;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every topic is there as the services expect it, and everybody may do what it needs and nothing more. */
class TopicsAndUsersTest {
    private static Map<String, KafkaTopic> topics = Map.of();
    private static Map<String, KafkaUser> users = Map.of();

    private static final List<String> SERVICES =
            List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity");

    @Test
    void the_files_are_what_the_table_of_topics_makes_them() throws IOException {
        assertThat(StrimziAuthoring.TOPICS).content().isEqualTo(StrimziAuthoring.topics());
        assertThat(StrimziAuthoring.USERS).content().isEqualTo(StrimziAuthoring.users());
        assertThat(StrimziAuthoring.topics()).isEqualTo(StrimziAuthoring.topics());
    }

    @Test
    void every_topic_of_the_contracts_is_there_by_its_name() throws IOException {
        assertThat(topics.keySet())
                .containsAll(Contracts.FAMILIES.stream().map(Contracts::topicOf).toList())
                .allSatisfy(name -> assertThat(name).matches("kepu(\\.[a-z-]+){2}(\\.snapshot|\\.[a-z.-]+\\.dlt)?"));
        for (KafkaTopic topic : topics.values()) {
            assertThat(topic.getMetadata().getName()).isEqualTo(topic.getSpec().getTopicName());
            assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", "kepu");
        }
    }

    @Test
    void every_topic_of_the_table_is_there_as_the_table_says_for_three_replicas() throws IOException {
        assertThat(topics.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Topology.topics().stream().map(Topic::name).toList());
        for (Topic topic : Topology.topics()) {
            KafkaTopic found = Objects.requireNonNull(topics.get(topic.name()), topic.name());
            assertThat(found.getSpec().getPartitions()).isEqualTo(24);
            assertThat(found.getSpec().getReplicas()).isEqualTo(3);
            assertThat(found.getSpec().getConfig().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().toString())))
                    .as(topic.name())
                    .isEqualTo(topic.settings(3));
        }
    }

    @Test
    void nothing_is_ever_deleted_but_what_a_snapshot_replaced_and_one_broker_may_be_away() throws IOException {
        topics.forEach((name, topic) -> assertThat(topic.getSpec().getConfig())
                .as(name)
                .containsEntry("min.insync.replicas", 2)
                .containsAllEntriesOf(
                        name.endsWith(".snapshot") ? Map.of("cleanup.policy", "compact") : Map.of("retention.ms", -1)));
    }

    @Test
    void a_service_writes_its_own_facts_their_snapshots_and_its_own_dead_letters_only() throws IOException {
        for (String service : SERVICES) {
            List<String> own = new ArrayList<>(Contracts.topicsOwnedBy(service));
            Contracts.topicsOwnedBy(service).forEach(topic -> own.add(topic + ".snapshot"));
            subscriptions(service)
                    .flatMap(subscription -> subscription.deadLetterTopics().stream())
                    .forEach(own::add);
            assertThat(topics(service, AclOperation.WRITE)).as(service).containsExactlyInAnyOrderElementsOf(own);
            assertThat(rules(service).stream()
                            .filter(rule -> rule.getResource() instanceof AclRuleTransactionalIdResource id
                                    && id.getPatternType() == AclResourcePatternType.PREFIX
                                    && id.getName().equals(service + ".snapshot."))
                            .map(AclRule::getOperations))
                    .containsExactly(List.of(AclOperation.WRITE));
        }
    }

    @Test
    void a_service_reads_what_it_listens_to_and_its_own_as_its_own_groups_only() throws IOException {
        for (String service : SERVICES) {
            assertThat(topics(service, AclOperation.READ))
                    .as(service)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    heardBy(service),
                                    Contracts.topicsOwnedBy(service).stream()
                                            .flatMap(topic -> Stream.of(topic, topic + ".snapshot")))
                            .collect(Collectors.toSet()));
            assertThat(groups(service, AclOperation.READ))
                    .as(service)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    subscriptions(service).map(Subscription::group), Stream.of(service + ".snapshot"))
                            .toList());
        }
    }

    @Test
    void analytics_reads_facts_and_snapshots_but_none_of_one_person_no_dead_letter_and_writes_nothing()
            throws IOException {
        assertThat(topics("analytics", AclOperation.READ))
                .doesNotContain("kepu.volunteers.people", "kepu.reading-rooms.readers", "kepu.identity.accounts")
                .doesNotContain("kepu.volunteers.people.snapshot", "kepu.identity.accounts.snapshot")
                .contains("kepu.assessment.scorecard", "kepu.assessment.scorecard.snapshot")
                .containsExactlyInAnyOrderElementsOf(
                        Topology.subscriber("analytics").reads());
        assertThat(rules("analytics"))
                .allSatisfy(rule -> assertThat(rule.getOperations()).containsExactly(AclOperation.READ));
        assertThat(groups("analytics", AclOperation.READ)).containsExactly("analytics.*");
    }

    @Test
    void the_autoscaler_sees_how_far_assessment_is_behind_and_no_record() throws IOException {
        assertThat(rules("autoscaler"))
                .allSatisfy(rule -> assertThat(rule.getOperations()).containsExactly(AclOperation.DESCRIBE));
        assertThat(groups("autoscaler", AclOperation.DESCRIBE)).containsExactly("assessment");
        assertThat(topics("autoscaler", AclOperation.DESCRIBE))
                .containsExactlyInAnyOrderElementsOf(subscriptions("assessment")
                        .filter(subscription -> subscription.group().equals("assessment"))
                        .flatMap(subscription -> subscription.topics().stream())
                        .toList());
    }

    @Test
    void nobody_may_more_than_read_write_or_describe_what_is_named_in_full() throws IOException {
        assertThat(users.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SERVICES.stream(), Stream.of("analytics", "autoscaler", "admin"))
                                .toList());
        for (KafkaUser user : users.values()) {
            String name = user.getMetadata().getName();
            assertThat(user.getSpec().getAuthentication())
                    .as(name)
                    .isInstanceOf(KafkaUserScramSha512ClientAuthentication.class);
            for (AclRule rule : rules(name)) {
                assertThat(rule.getType()).isEqualTo(AclRuleType.ALLOW);
                assertThat(rule.getOperations())
                        .hasSize(1)
                        .isSubsetOf(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
                assertThat(rule.getResource())
                        .isInstanceOfAny(
                                AclRuleTopicResource.class,
                                AclRuleGroupResource.class,
                                AclRuleTransactionalIdResource.class);
                if (rule.getResource() instanceof AclRuleTopicResource topic) {
                    assertThat(topic.getPatternType().toValue()).isEqualTo("literal");
                    assertThat(topics).containsKey(topic.getName());
                }
            }
        }
        assertThat(rules("admin")).isEmpty();
    }

    private static Stream<Subscription> subscriptions(String service) {
        return Topology.SUBSCRIPTIONS.stream()
                .filter(subscription -> subscription.service().equals(service));
    }

    private static Stream<String> heardBy(String service) {
        return subscriptions(service)
                .flatMap(subscription -> subscription.topics().stream())
                .distinct();
    }

    /** Once, for it takes some hundred milliseconds. */
    @BeforeAll
    static void readManifests() throws IOException {
        topics = read(Files.readString(StrimziAuthoring.TOPICS), KafkaTopic.class);
        users = read(Files.readString(StrimziAuthoring.USERS), KafkaUser.class);
    }

    private static <T extends HasMetadata> Map<String, T> read(String text, Class<T> kind) throws IOException {
        List<JsonNode> objects = Manifests.parsed(text);
        return objects.stream()
                .map(object -> StrimziModel.read(object, kind))
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity()));
    }

    private static List<AclRule> rules(String user) throws IOException {
        KafkaUser found = Objects.requireNonNull(users.get(user), user);
        return found.getSpec().getAuthorization() instanceof KafkaUserAuthorizationSimple simple
                ? simple.getAcls()
                : List.of();
    }

    private static List<String> topics(String user, AclOperation operation) throws IOException {
        return rules(user).stream()
                .filter(rule -> rule.getOperations().contains(operation))
                .filter(rule -> rule.getResource() instanceof AclRuleTopicResource)
                .map(rule -> ((AclRuleTopicResource) rule.getResource()).getName())
                .toList();
    }

    private static List<String> groups(String user, AclOperation operation) throws IOException {
        return rules(user).stream()
                .filter(rule -> rule.getOperations().contains(operation))
                .filter(rule -> rule.getResource() instanceof AclRuleGroupResource)
                .map(rule -> (AclRuleGroupResource) rule.getResource())
                .map(group ->
                        group.getName() + (group.getPatternType().toValue().equals("prefix") ? "*" : ""))
                .toList();
    }
}
