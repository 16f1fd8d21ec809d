package kepu.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
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
import kepu.contracts.Snapshots;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.readingrooms.ReaderEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.defaults.consume.ConsumerConfiguration;
import kepu.defaults.consume.EventSubscription;
import kepu.topology.Topic.Content;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.KafkaAdmin;

/** The table: everybody may do what it needs and nothing more. */
class TopologyTest {
    private static final List<String> SERVICES =
            List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity");

    @Test
    void every_family_has_exactly_one_owner_which_alone_writes_its_topic() {
        assertThat(Topology.SERVICES).isEqualTo(SERVICES);
        for (Class<? extends DomainEvent> family : Contracts.FAMILIES) {
            String topic = Contracts.topicOf(family);
            assertThat(Topology.topics().stream().filter(each -> each.name().equals(topic)))
                    .as(topic)
                    .singleElement()
                    .satisfies(
                            each -> assertThat(topic).startsWith("kepu." + each.owner() + "."),
                            each -> assertThat(each.content()).isEqualTo(Content.FACTS),
                            each -> assertThat(writers(topic)).containsExactly(each.owner()));
            String snapshot = topic + ".snapshot";
            assertThat(Topology.topics().stream().filter(each -> each.name().equals(snapshot)))
                    .as(snapshot)
                    .singleElement()
                    .satisfies(
                            each -> assertThat(topic).startsWith("kepu." + each.owner() + "."),
                            each -> assertThat(each.content()).isEqualTo(Content.SNAPSHOT),
                            each -> assertThat(writers(snapshot)).containsExactly(each.owner()));
        }
    }

    @Test
    void the_services_listen_to_what_the_table_says_and_to_nothing_else() {
        assertThat(DeclaredSubscriptions.all()).containsExactlyInAnyOrderElementsOf(Topology.SUBSCRIPTIONS);
    }

    @Test
    void a_group_belongs_to_one_service_and_bears_its_name() {
        assertThat(Topology.SUBSCRIPTIONS).extracting(Subscription::group).doesNotHaveDuplicates();
        assertThat(Topology.SUBSCRIPTIONS)
                .allSatisfy(subscription ->
                        assertThat(subscription.group()).matches(subscription.service() + "(\\.[a-z0-9]+)?"))
                .noneSatisfy(subscription -> assertThat(subscription.group()).startsWith(Topology.ANALYTICS));
    }

    @Test
    void personal_data_and_the_snapshot_of_accounts_are_read_by_their_owners_only() {
        for (String topic : List.of(
                "kepu.volunteers.people", "kepu.volunteers.people.snapshot", "kepu.identity.accounts.snapshot")) {
            assertThat(readers(topic)).as(topic).containsExactly(topic.split("\\.")[1]);
        }
    }

    @Test
    void every_service_hears_what_was_revoked() {
        assertThat(readers("kepu.identity.accounts")).containsExactlyInAnyOrderElementsOf(Topology.SERVICES);
    }

    private static List<String> readers(String topic) {
        return services().stream()
                .filter(service -> service.reads().contains(topic))
                .map(Principal::name)
                .toList();
    }

    @Test
    void a_snapshot_keeps_the_newest_and_drops_what_is_older_soon() {
        for (int replication : List.of(1, 3)) {
            assertThat(Topology.topics())
                    .filteredOn(topic -> topic.content() == Content.SNAPSHOT)
                    .hasSameSizeAs(Contracts.FAMILIES)
                    .allSatisfy(topic -> assertThat(topic.settings(replication))
                            .containsEntry("cleanup.policy", "compact")
                            .containsEntry("min.insync.replicas", replication == 1 ? "1" : "2")
                            .containsEntry("segment.bytes", "33554432")
                            .containsEntry("segment.ms", "86400000"));
        }
    }

    /** A service that finds another topic than it would have made tries to alter it, which it may not. */
    @Test
    void each_service_finds_the_topics_that_it_would_have_made_itself() throws Exception {
        for (short replication : List.of((short) 1, (short) 2, (short) 3)) {
            Map<String, Topic> there =
                    Topology.topics().stream().collect(Collectors.toMap(Topic::name, Function.identity()));
            assertThat(there).hasSameSizeAs(Topology.topics());
            Collection<String> wanted = new TreeSet<>();
            for (String service : SERVICES) {
                for (NewTopic topic : wantedBy(service, replication)) {
                    Topic found = Objects.requireNonNull(there.get(topic.name()), topic.name());
                    wanted.add(topic.name());
                    assertThat(found.asNew(12, replication)).isEqualTo(topic);
                    assertThat(found.settings(replication)).isEqualTo(topic.configs());
                }
            }
            assertThat(wanted).isEqualTo(new TreeSet<>(there.keySet()));
        }
    }

    @Test
    void a_service_writes_its_own_facts_their_snapshots_and_the_dead_letters_of_its_own_groups_only() {
        for (Principal service : services()) {
            List<String> own = new ArrayList<>(Contracts.topicsOwnedBy(service.name()));
            Contracts.topicsOwnedBy(service.name()).stream()
                    .map(Snapshots::topicOf)
                    .forEach(own::add);
            DeclaredSubscriptions.all().stream()
                    .filter(subscription -> subscription.service().equals(service.name()))
                    .flatMap(subscription ->
                            subscription.topics().stream().map(topic -> topic + "." + subscription.group() + ".dlt"))
                    .forEach(own::add);
            assertThat(names(service, AclOperation.WRITE, ResourceType.TOPIC))
                    .as(service.name())
                    .containsExactlyInAnyOrderElementsOf(own);
            assertThat(names(service, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID))
                    .containsExactly(service.name() + ".snapshot.");
        }
    }

    @Test
    void a_service_reads_what_it_listens_to_and_its_own_as_its_own_groups_only() {
        for (Principal service : services()) {
            List<Subscription> own = DeclaredSubscriptions.all().stream()
                    .filter(subscription -> subscription.service().equals(service.name()))
                    .toList();
            assertThat(names(service, AclOperation.READ, ResourceType.TOPIC))
                    .as(service.name())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    own.stream().flatMap(subscription -> subscription.topics().stream()),
                                    Contracts.topicsOwnedBy(service.name()).stream()
                                            .flatMap(topic -> Stream.of(topic, topic + ".snapshot")))
                            .collect(Collectors.toSet()));
            assertThat(names(service, AclOperation.READ, ResourceType.GROUP))
                    .as(service.name())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    own.stream().map(Subscription::group), Stream.of(service.name() + ".snapshot"))
                            .toList());
        }
    }

    @Test
    void analytics_reads_facts_and_snapshots_but_none_of_one_person_no_dead_letter_and_writes_nothing() {
        Principal analytics = principal("analytics");
        assertThat(names(analytics, AclOperation.READ, ResourceType.TOPIC))
                .doesNotContain(
                        "kepu.volunteers.people",
                        "kepu.volunteers.people.snapshot",
                        "kepu.reading-rooms.readers",
                        "kepu.reading-rooms.readers.snapshot",
                        "kepu.identity.accounts",
                        "kepu.identity.accounts.snapshot")
                .containsExactlyInAnyOrderElementsOf(Contracts.FAMILIES.stream()
                        .filter(family -> !Set.of(PersonEvent.class, ReaderEvent.class, AccountEvent.class)
                                .contains(family))
                        .flatMap(family -> Stream.of(Contracts.topicOf(family), Snapshots.topicOf(family)))
                        .toList());
        assertThat(analytics.writes()).isEmpty();
        assertThat(analytics.rules())
                .allSatisfy(rule -> assertThat(rule.entry().operation()).isEqualTo(AclOperation.READ))
                .filteredOn(rule -> rule.pattern().patternType() == PatternType.PREFIXED)
                .singleElement()
                .satisfies(rule -> assertThat(rule.pattern().resourceType()).isEqualTo(ResourceType.GROUP))
                .satisfies(rule -> assertThat(rule.pattern().name()).isEqualTo("analytics."));
    }

    @Test
    void another_subscriber_may_as_much_under_its_own_name_and_enters_no_group_of_analytics() {
        Principal other = Topology.subscriber("province");
        assertThat(other.reads()).isEqualTo(principal("analytics").reads());
        assertThat(other.groupPrefixes()).containsExactly("province.");
        assertThat(other.rules())
                .hasSameSizeAs(principal("analytics").rules())
                .allSatisfy(rule -> assertThat(rule.entry().principal()).isEqualTo("User:province"));
    }

    @Test
    void nobody_may_more_than_read_or_write_what_is_named_in_full() {
        assertThat(Topology.principals())
                .extracting(Principal::name)
                .containsExactlyElementsOf(
                        Stream.concat(SERVICES.stream(), Stream.of("analytics")).toList());
        for (Principal principal : Topology.principals()) {
            for (AclBinding rule : principal.rules()) {
                assertThat(rule.entry().principal()).isEqualTo("User:" + principal.name());
                assertThat(rule.entry().host()).isEqualTo("*");
                assertThat(rule.entry().permissionType()).isEqualTo(AclPermissionType.ALLOW);
                assertThat(rule.entry().operation()).isIn(AclOperation.READ, AclOperation.WRITE);
                assertThat(rule.pattern().resourceType())
                        .isIn(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID);
                if (rule.pattern().resourceType() == ResourceType.TOPIC) {
                    assertThat(rule.pattern().patternType()).isEqualTo(PatternType.LITERAL);
                    assertThat(Topology.topics())
                            .extracting(Topic::name)
                            .contains(rule.pattern().name());
                }
            }
        }
    }

    @Test
    void a_password_is_looked_for_under_its_principal_s_name() {
        assertThat(Topology.principals())
                .extracting(Principal::passwordVariable)
                .containsExactly(
                        "PASSWORD_ORGANIZATION",
                        "PASSWORD_VOLUNTEERS",
                        "PASSWORD_READING_ROOMS",
                        "PASSWORD_CAMPAIGNS",
                        "PASSWORD_ASSESSMENT",
                        "PASSWORD_IDENTITY",
                        "PASSWORD_ANALYTICS");
    }

    private static List<Principal> services() {
        return Topology.principals().stream()
                .filter(principal -> SERVICES.contains(principal.name()))
                .toList();
    }

    private static Principal principal(String name) {
        return Topology.principals().stream()
                .filter(principal -> principal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> writers(String topic) {
        return Topology.principals().stream()
                .filter(principal ->
                        names(principal, AclOperation.WRITE, ResourceType.TOPIC).contains(topic))
                .map(Principal::name)
                .toList();
    }

    private static List<String> names(Principal principal, AclOperation operation, ResourceType type) {
        return principal.rules().stream()
                .filter(rule ->
                        rule.entry().operation() == operation && rule.pattern().resourceType() == type)
                .map(rule -> rule.pattern().name())
                .toList();
    }

    /** What the beans of a service's own start would make. */
    private static Collection<NewTopic> wantedBy(String service, short replication)
            throws ReflectiveOperationException {
        Map<String, Class<? extends DomainEvent>> families = new TreeMap<>();
        Contracts.FAMILIES.forEach(family -> families.put(Contracts.topicOf(family), family));
        List<EventSubscription> subscriptions = DeclaredSubscriptions.all().stream()
                .filter(subscription -> subscription.service().equals(service))
                .map(subscription -> new EventSubscription(
                        subscription.group(), families(families, subscription.topics()), List::size))
                .toList();
        ObjectProvider<EventSubscription> beans = new ObjectProvider<>() {
            @Override
            public Stream<EventSubscription> stream() {
                return subscriptions.stream();
            }
        };
        Method bean = ConsumerConfiguration.class.getDeclaredMethod(
                "topics", String.class, int.class, short.class, ObjectProvider.class);
        bean.setAccessible(true);
        Object topics = bean.invoke(new ConsumerConfiguration(), service, 12, replication, beans);
        Method content = KafkaAdmin.NewTopics.class.getDeclaredMethod("getNewTopics");
        content.setAccessible(true);
        return ((Collection<?>) content.invoke(topics))
                .stream().map(NewTopic.class::cast).toList();
    }

    private static List<Class<? extends DomainEvent>> families(
            Map<String, Class<? extends DomainEvent>> families, List<String> topics) {
        List<Class<? extends DomainEvent>> found = new ArrayList<>();
        topics.forEach(topic -> found.add(Objects.requireNonNull(families.get(topic), topic)));
        return found;
    }
}
