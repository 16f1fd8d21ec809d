package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.defaults.consume.Consuming;
import kepu.defaults.consume.EventSubscription;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.KafkaAdmin;

/** Every topic is there as the services expect it, and everybody may do what it needs and nothing more. */
class TopicsAndUsersTest {
    private static final List<String> SERVICES =
            List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity");

    @Test
    void the_files_are_what_the_contracts_and_subscriptions_make_them() throws IOException {
        assertThat(StrimziAuthoring.TOPICS).content().isEqualTo(StrimziAuthoring.topics());
        assertThat(StrimziAuthoring.USERS).content().isEqualTo(StrimziAuthoring.users());
        assertThat(StrimziAuthoring.topics()).isEqualTo(StrimziAuthoring.topics());
    }

    @Test
    void every_topic_of_the_contracts_is_there_by_its_name() throws IOException {
        assertThat(topics().keySet())
                .containsAll(Contracts.FAMILIES.stream().map(Contracts::topicOf).toList())
                .allSatisfy(name -> assertThat(name).matches("kepu(\\.[a-z-]+){2}(\\.[a-z.-]+\\.dlt)?"));
        for (KafkaTopic topic : topics().values()) {
            assertThat(topic.getMetadata().getName()).isEqualTo(topic.getSpec().getTopicName());
            assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", "kepu");
        }
    }

    @Test
    void who_listens_to_what_is_known_from_the_services_own_beans() {
        Map<String, List<String>> groups = Subscription.all().stream()
                .collect(Collectors.groupingBy(
                        Subscription::service,
                        TreeMap::new,
                        Collectors.mapping(Subscription::group, Collectors.toList())));
        assertThat(groups)
                .isEqualTo(Map.of(
                        "volunteers", List.of("volunteers", "volunteers.access"),
                        "reading-rooms", List.of("reading-rooms", "reading-rooms.access"),
                        "campaigns", List.of("campaigns", "campaigns.access"),
                        "assessment", List.of("assessment", "assessment.access"),
                        "identity", List.of("identity.access")));
        assertThat(heardBy("assessment"))
                .hasSize(15)
                .doesNotContain("kepu.assessment.scorecard", "kepu.identity.accounts", "kepu.volunteers.people");
        assertThat(heardBy("volunteers"))
                .containsExactlyInAnyOrder("kepu.organization.units", "kepu.organization.link-targets");
        for (String service : List.of("reading-rooms", "campaigns", "identity")) {
            assertThat(heardBy(service)).as(service).containsExactly("kepu.organization.units");
        }
        assertThat(heardBy("organization")).isEmpty();
    }

    @Test
    void every_group_has_dead_letters_for_every_topic_that_it_reads() throws IOException {
        List<String> expected = Subscription.all().stream()
                .flatMap(subscription ->
                        subscription.topics().stream().map(topic -> topic + "." + subscription.group() + ".dlt"))
                .toList();
        assertThat(topics().keySet().stream().filter(name -> name.endsWith(".dlt")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(topics()).hasSize(Contracts.FAMILIES.size() + expected.size());
    }

    @Test
    void nothing_is_ever_deleted_and_one_broker_may_be_away() throws IOException {
        for (KafkaTopic topic : topics().values()) {
            assertThat(topic.getSpec().getPartitions()).isEqualTo(24);
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig())
                    .containsEntry("retention.ms", -1)
                    .containsEntry("min.insync.replicas", 2);
        }
    }

    /** A service that finds another topic than it would have made tries to alter it, which it may not. */
    @Test
    void each_service_finds_the_topics_that_it_would_have_made_itself() throws Exception {
        Map<String, KafkaTopic> there = topics();
        Set<String> wanted = new TreeSet<>();
        for (String service : Topology.SERVICES) {
            for (NewTopic topic : wantedBy(service)) {
                wanted.add(topic.name());
                KafkaTopic found = Objects.requireNonNull(there.get(topic.name()), topic.name());
                assertThat(topic.numPartitions()).isEqualTo(found.getSpec().getPartitions());
                assertThat(topic.replicationFactor())
                        .isEqualTo(found.getSpec().getReplicas().shortValue());
                assertThat(found.getSpec().getConfig().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().toString())))
                        .as(topic.name())
                        .isEqualTo(topic.configs());
            }
        }
        assertThat(wanted).isEqualTo(new TreeSet<>(there.keySet()));
    }

    @Test
    void a_service_writes_its_own_facts_and_its_own_dead_letters_only() throws IOException {
        for (String service : SERVICES) {
            List<String> own = new ArrayList<>(Contracts.topicsOwnedBy(service));
            Subscription.all().stream()
                    .filter(subscription -> subscription.service().equals(service))
                    .flatMap(subscription -> subscription.topics().stream()
                            .map(topic -> Contracts.deadLetterTopic(topic, subscription.group())))
                    .forEach(own::add);
            assertThat(topics(service, AclOperation.WRITE)).as(service).containsExactlyInAnyOrderElementsOf(own);
        }
    }

    @Test
    void a_service_reads_what_it_listens_to_as_its_own_groups_only() throws IOException {
        for (String service : SERVICES) {
            assertThat(topics(service, AclOperation.READ))
                    .as(service)
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(heardBy(service)));
            assertThat(groups(service, AclOperation.READ))
                    .as(service)
                    .containsExactlyInAnyOrderElementsOf(Subscription.all().stream()
                            .filter(subscription -> subscription.service().equals(service))
                            .map(Subscription::group)
                            .toList());
        }
    }

    @Test
    void analytics_reads_every_fact_no_dead_letter_and_writes_nothing() throws IOException {
        assertThat(topics("analytics", AclOperation.READ))
                .containsExactlyInAnyOrderElementsOf(
                        Contracts.FAMILIES.stream().map(Contracts::topicOf).toList());
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
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(heardBy("assessment")));
    }

    @Test
    void nobody_may_more_than_read_write_or_describe_what_is_named_in_full() throws IOException {
        assertThat(users().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SERVICES.stream(), Stream.of("analytics", "autoscaler", "admin"))
                                .toList());
        for (KafkaUser user : users().values()) {
            String name = user.getMetadata().getName();
            assertThat(user.getSpec().getAuthentication())
                    .as(name)
                    .isInstanceOf(KafkaUserScramSha512ClientAuthentication.class);
            for (AclRule rule : rules(name)) {
                assertThat(rule.getType()).isEqualTo(AclRuleType.ALLOW);
                assertThat(rule.getOperations())
                        .hasSize(1)
                        .isSubsetOf(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
                assertThat(rule.getResource()).isInstanceOfAny(AclRuleTopicResource.class, AclRuleGroupResource.class);
                if (rule.getResource() instanceof AclRuleTopicResource topic) {
                    assertThat(topic.getPatternType().toValue()).isEqualTo("literal");
                    assertThat(topics()).containsKey(topic.getName());
                }
            }
        }
        assertThat(rules("admin")).isEmpty();
    }

    private static List<String> heardBy(String service) {
        return Subscription.all().stream()
                .filter(subscription -> subscription.service().equals(service))
                .flatMap(subscription -> subscription.topics().stream())
                .distinct()
                .toList();
    }

    /** The beans that a service's own start would make topics from. */
    private static Collection<NewTopic> wantedBy(String service) throws ReflectiveOperationException {
        List<EventSubscription> subscriptions = Subscription.all().stream()
                .filter(subscription -> subscription.service().equals(service))
                .map(subscription -> new EventSubscription(subscription.group(), families(subscription), List::size))
                .toList();
        ObjectProvider<EventSubscription> beans = new ObjectProvider<>() {
            @Override
            public Stream<EventSubscription> stream() {
                return subscriptions.stream();
            }
        };
        Method bean =
                Consuming.class.getDeclaredMethod("topics", String.class, int.class, short.class, ObjectProvider.class);
        bean.setAccessible(true);
        Object topics = bean.invoke(
                new Consuming(), service, StrimziAuthoring.PARTITIONS, (short) StrimziAuthoring.REPLICAS, beans);
        Method content = KafkaAdmin.NewTopics.class.getDeclaredMethod("getNewTopics");
        content.setAccessible(true);
        return ((Collection<?>) content.invoke(topics))
                .stream().map(NewTopic.class::cast).toList();
    }

    private static List<Class<? extends DomainEvent>> families(Subscription subscription) {
        return Contracts.FAMILIES.stream()
                .filter(family -> subscription.topics().contains(Contracts.topicOf(family)))
                .toList();
    }

    private static Map<String, KafkaTopic> topics() throws IOException {
        return read(Files.readString(StrimziAuthoring.TOPICS), KafkaTopic.class);
    }

    private static Map<String, KafkaUser> users() throws IOException {
        return read(Files.readString(StrimziAuthoring.USERS), KafkaUser.class);
    }

    private static <T extends HasMetadata> Map<String, T> read(String text, Class<T> kind) throws IOException {
        List<JsonNode> objects = Manifests.parsed(text);
        return objects.stream()
                .map(object -> StrimziModel.read(object, kind))
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity()));
    }

    private static List<AclRule> rules(String user) throws IOException {
        KafkaUser found = Objects.requireNonNull(users().get(user), user);
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
