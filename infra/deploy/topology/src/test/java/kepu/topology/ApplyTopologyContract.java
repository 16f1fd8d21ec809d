package kepu.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.defaults.consume.ConsumerConfiguration;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.snapshot.SnapshotConfiguration;
import kepu.defaults.store.Epoch;
import kepu.defaults.trace.Traces;
import kepu.embedded.TestStore;
import kepu.topology.Topic.Content;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every broker that was given its topics, users and rules by the job holds everybody to: one subclass for each broker
 * that can be reached; one that cannot be reached is skipped with the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
abstract class ApplyTopologyContract {
    private static final int PARTITIONS = 2;
    private static final String TEAMS = "kepu.volunteers.teams";
    private static final String UNITS = "kepu.organization.units";
    private static final String PARKED_UNITS = "kepu.organization.units.campaigns.dlt";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Path folder;
    private SecuredBroker broker;
    private TestStore store;
    private MongoClient stores;
    private Admin admin;
    private Ended first;
    private @Nullable TestAbortedException unreachable;

    /** What the job said and its exit code. */
    private record Ended(int code, List<String> out, String err) {}

    /** @return a broker that knows its administrator only; aborts if it cannot be reached */
    abstract SecuredBroker start(Path folder) throws Exception;

    /** The first time as in its image: the executable jar taken apart, told by its environment. */
    @BeforeAll
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        try {
            broker = closed(start(Files.createDirectory(folder.resolve("broker"))));
        } catch (TestAbortedException e) {
            unreachable = e; // each case is then reported as skipped, with this reason
            return;
        }
        store = closed(TestStore.open());
        stores = closed(MongoClients.create(store.uri()));
        admin = closed(Admin.create(client("admin", SecuredBroker.ADMIN_PASSWORD)));
        Ended apart = java(
                "-Djarmode=tools",
                "-jar",
                System.getProperty("kepu.topology.jar"),
                "extract",
                "--launcher",
                "--destination",
                folder.resolve("app").toString());
        assertThat(apart.code()).as(apart.toString()).isZero();
        first = java("-cp", folder.resolve("app").toString(), "org.springframework.boot.loader.launch.JarLauncher");
    }

    private <T extends AutoCloseable> T closed(T resource) {
        opened.push(resource);
        return resource;
    }

    @BeforeEach
    void reached() {
        if (unreachable != null) {
            throw unreachable;
        }
    }

    @AfterAll
    void close() throws Exception {
        if (!opened.isEmpty()) {
            try (AutoCloseable _ = opened.removeLast()) {
                close();
            }
        }
    }

    private Ended java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        List<String> out = process.inputReader().readAllLines();
        return new Ended(process.waitFor(), out, Files.readString(errors));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("KAFKA_ADMIN_PASSWORD", SecuredBroker.ADMIN_PASSWORD);
        environment.put("PARTITIONS", Integer.toString(PARTITIONS));
        environment.put("WAIT_SECONDS", "180");
        Topology.principals()
                .forEach(principal -> environment.put(principal.passwordVariable(), password(principal.name())));
        return environment;
    }

    private static String password(String principal) {
        return "\"" + principal + "\\'s own";
    }

    private Ended apply(Map<String, String> others) throws InterruptedException {
        Map<String, String> environment = environment();
        environment.putAll(others);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = ApplyTopology.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ended(
                code,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).strip());
    }

    // ---------------------------------------------------------------- the job

    @Test
    void an_empty_broker_is_given_everything_once() throws Exception {
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        long rules = Topology.principals().stream()
                .mapToLong(principal -> principal.rules().size())
                .sum();
        assertThat(first.out().stream().filter(line -> line.startsWith("user made: ")))
                .hasSize(7);
        assertThat(first.out().stream().filter(line -> line.startsWith("rule made: ")))
                .hasSize((int) rules);
        assertThat(first.out().stream()
                        .filter(line -> line.startsWith("topic made: "))
                        .map(line -> line.substring("topic made: ".length())))
                .containsExactlyElementsOf(
                        Topology.topics().stream().map(Topic::name).toList());
        var topics = admin.describeTopics(
                        Topology.topics().stream().map(Topic::name).toList())
                .allTopicNames()
                .get();
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(PARTITIONS));
        assertThat(setting(UNITS, "retention.ms")).isEqualTo("-1");
        assertThat(setting(PARKED_UNITS, "retention.ms")).isEqualTo("-1");
        assertThat(setting(PARKED_UNITS, "max.message.bytes")).isEqualTo("4194304");
        assertThat(setting(UNITS + ".snapshot", "cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void a_second_time_there_is_nothing_to_do() throws Exception {
        var users = admin.describeUserScramCredentials().all().get();
        Ended again = apply(Map.of());
        assertThat(again).isEqualTo(new Ended(0, List.of("everything is as it should be"), ""));
        assertThat(admin.describeUserScramCredentials().all().get()).isEqualTo(users);
    }

    @Test
    void a_rule_that_the_table_does_not_know_goes_and_a_lost_one_comes_back() throws Exception {
        AclBinding unknown = rule("User:organization", AclOperation.READ, TEAMS);
        AclBinding lost = rule("User:organization", AclOperation.WRITE, "kepu.organization.stations");
        AclBinding strangers = rule("User:stranger", AclOperation.READ, TEAMS);
        admin.createAcls(List.of(unknown, strangers)).all().get();
        admin.deleteAcls(List.of(lost.toFilter())).all().get();
        Ended again = apply(Map.of());
        assertThat(again.out())
                .containsExactly(
                        "rule made: User:organization ALLOW WRITE TOPIC LITERAL kepu.organization.stations",
                        "rule removed: User:organization ALLOW READ TOPIC LITERAL kepu.volunteers.teams",
                        "changes made and in force: 2");
        assertThat(rules()).contains(lost, strangers).doesNotContain(unknown);
        admin.deleteAcls(List.of(strangers.toFilter())).all().get();
    }

    @Test
    void a_new_password_is_in_force_when_the_job_ends_and_the_old_one_is_not() throws Exception {
        Ended changed = apply(Map.of("PASSWORD_IDENTITY", "another"));
        assertThat(changed)
                .isEqualTo(new Ended(0, List.of("password changed: identity", "changes made and in force: 1"), ""));
        assertRefused("identity", password("identity"));
        assertThat(brokersSeenBy("identity", "another")).isEqualTo(1);
        assertThat(apply(Map.of()).out()).contains("password changed: identity");
        assertThat(brokersSeenBy("identity", password("identity"))).isEqualTo(1);
    }

    @Test
    void a_subscriber_that_is_taken_away_neither_signs_in_nor_goes_on_reading_and_the_others_do() throws Exception {
        assertThat(apply(Map.of("SUBSCRIBERS", "province:secret-1,university:secret-2"))
                        .out())
                .contains("user made: province", "user made: university");
        try (Admin signedIn = Admin.create(client("province", "secret-1"))) {
            assertThat(signedIn.describeTopics(List.of(TEAMS)).allTopicNames().get())
                    .hasSize(1);

            Ended removed = apply(Map.of("SUBSCRIBERS", "university:secret-2", "REMOVED_SUBSCRIBERS", "province"));

            assertThat(removed.code()).as(removed.err()).isZero();
            assertThat(removed.out()).contains("user removed: province");
            assertThat(rules()).noneMatch(rule -> rule.entry().principal().equals("User:province"));
            assertRefused("province", "secret-1");
            assertDenied(() ->
                    signedIn.describeTopics(List.of(TEAMS)).allTopicNames().get());
        }
        assertThat(brokersSeenBy("university", "secret-2")).isEqualTo(1);
        assertThat(apply(Map.of("REMOVED_SUBSCRIBERS", "province,university")).out())
                .contains("user removed: university")
                .doesNotContain("user removed: province");
        assertThat(apply(Map.of("REMOVED_SUBSCRIBERS", "province,university")))
                .isEqualTo(new Ended(0, List.of("everything is as it should be"), ""));
    }

    @Test
    void another_number_of_partitions_is_refused_before_anything_is_changed() throws Exception {
        Ended refused =
                apply(Map.of("PARTITIONS", Integer.toString(PARTITIONS + 1), "PASSWORD_IDENTITY", "yet another"));
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains(UNITS + " has 2 partitions and not 3")
                .endsWith("nothing was changed");
        assertRefused("identity", "yet another");
    }

    @Test
    void what_somebody_set_otherwise_is_named_and_left() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, PARKED_UNITS);
        var entry = new ConfigEntry("max.message.bytes", "8388608");
        admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        assertThat(apply(Map.of()).out())
                .containsExactly(
                        "left as it is: " + PARKED_UNITS + " has max.message.bytes 8388608 and not 4194304",
                        "everything is as it should be");
        assertThat(setting(PARKED_UNITS, "max.message.bytes")).isEqualTo("8388608");
        entry = new ConfigEntry("max.message.bytes", "4194304");
        admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Test
    void a_wrong_administrator_and_a_broker_that_is_away_are_told_apart_from_success() throws Exception {
        Ended wrong = apply(Map.of("KAFKA_ADMIN_PASSWORD", "guessed"));
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).startsWith("the broker refuses the administrator");
        Ended away = apply(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "WAIT_SECONDS", "1"));
        assertThat(away.code()).isEqualTo(3);
        assertThat(away.err()).startsWith("the broker did not answer in time");
        Ended unknown = apply(Map.of("KAFKA_BOOTSTRAP_SERVERS", "nowhere.invalid:9092", "WAIT_SECONDS", "1"));
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).startsWith("no broker at nowhere.invalid:9092");
        Ended tooFew = apply(Map.of("REPLICATION", "3", "WAIT_SECONDS", "5"));
        assertThat(tooFew.code()).isEqualTo(3);
        assertThat(tooFew.err()).startsWith("there are fewer brokers than replicas, 3");
    }

    // ---------------------------------------------------------------- who may do what

    @Test
    void a_stranger_and_a_wrong_password_are_refused() throws Exception {
        assertThat(brokersSeenBy("organization", password("organization"))).isEqualTo(1);
        assertRefused("organization", "guessed");
        assertRefused("organization", password("volunteers"));
        assertRefused("organization", "");
        assertRefused("stranger", password("stranger"));
        assertRefused("stranger", password("organization"));
        assertRefused("Organization", password("organization"));
        assertRefused("admin", password("organization"));
        for (Map<String, Object> refused :
                List.of(client("organization", "guessed"), client("stranger", password("organization")))) {
            try (var producer = producer(refused)) {
                assertThatThrownBy(() -> producer.send(unreadable(UNITS)).get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
            assertThatThrownBy(() -> read(refused, UNITS)).isInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void a_password_sent_in_the_clear_is_refused_though_it_is_right() {
        Map<String, Object> settings = client("organization", password("organization"));
        settings.put("sasl.mechanism", "PLAIN");
        settings.computeIfPresent(
                "sasl.jaas.config",
                (_, module) -> module.toString().replace("scram.ScramLoginModule", "plain.PlainLoginModule"));
        try (Admin own = Admin.create(settings)) {
            assertThatThrownBy(() -> own.describeCluster().nodes().get())
                    .hasCauseInstanceOf(UnsupportedSaslMechanismException.class);
        }
    }

    @Test
    void a_user_without_any_rule_comes_in_and_can_do_nothing() throws Exception {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "newcomer", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "its own")))
                .all()
                .get();
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptionsMatching(e -> e.getCause() instanceof SaslAuthenticationException)
                .until(() -> brokersSeenBy("newcomer", "its own") == 1);
        Map<String, Object> newcomer = client("newcomer", "its own");
        try (Admin own = Admin.create(newcomer)) {
            assertThat(own.listTopics().names().get()).isEmpty();
            assertDenied(
                    () -> own.describeTopics(List.of(UNITS)).allTopicNames().get());
            for (String group : List.of("newcomer", "organization.snapshot")) {
                assertDenied(() -> own.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get());
            }
        }
        try (var producer = producer(newcomer)) {
            for (Topic topic : Topology.topics()) {
                assertThatThrownBy(() -> producer.send(unreadable(topic.name())).get())
                        .as(topic.name())
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
        assertThatThrownBy(() -> read(newcomer, UNITS)).isInstanceOf(TopicAuthorizationException.class);
        newcomer.put("transactional.id", "newcomer.snapshot.1");
        try (var producer = producer(newcomer)) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        admin.alterUserScramCredentials(
                        List.of(new UserScramCredentialDeletion("newcomer", ScramMechanism.SCRAM_SHA_512)))
                .all()
                .get();
    }

    /**
     * Each service with the settings it really starts from writes to each of its topics an event, which comes to lie in
     * its snapshot, and what nobody can read, and parks what it hears, which takes every right that it has.
     */
    @Test
    void every_service_can_do_all_its_work_with_its_own_settings() throws Exception {
        Map<String, Long> before = ends();
        List<ConfigurableApplicationContext> running = new ArrayList<>();
        try {
            for (String service : Topology.SERVICES) {
                ConfigurableApplicationContext listening = listening(service);
                running.add(listening);
                // It looks for its topics at its start, and would make or widen what is not as it expects.
                assertThat(listening.getBean(KafkaAdmin.class).initialize())
                        .as(service)
                        .isTrue();
            }
            for (String service : Topology.SERVICES) {
                Map<String, Object> settings = settingsOf(service).buildProducerProperties();
                assertThat(settings.get("acks")).isEqualTo("all");
                assertThat(String.valueOf(settings.get("enable.idempotence"))).isEqualTo("true");
                try (var producer = producer(settings)) {
                    for (String topic : Contracts.topicsOwnedBy(service)) {
                        producer.send(event(topic)).get();
                        producer.send(unreadable(topic)).get();
                    }
                }
            }
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                Map<String, Long> now = ends();
                assertThat(Topology.topics().stream()
                                .map(Topic::name)
                                .filter(topic -> now.getOrDefault(topic, 0L) <= before.getOrDefault(topic, 0L)))
                        .isEmpty();
                assertThat(uncommitted()).isEmpty();
            });
        } finally {
            running.parallelStream().forEach(ConfigurableApplicationContext::close);
        }
    }

    @Test
    void a_snapshot_is_written_by_its_owner_only_and_nobody_fences_another_s_transactions() throws Exception {
        Map<String, Object> organization = client("organization", password("organization"));
        try (var producer = producer(organization)) {
            assertThatThrownBy(
                            () -> producer.send(unreadable(TEAMS + ".snapshot")).get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> read(organization, TEAMS + ".snapshot"))
                .isInstanceOf(TopicAuthorizationException.class);
        for (String principal : List.of("organization", "analytics")) {
            for (String name : List.of("volunteers.snapshot.1", "organization", "made-up")) {
                Map<String, Object> settings = client(principal, password(principal));
                settings.put("transactional.id", name);
                try (var producer = producer(settings)) {
                    assertThatThrownBy(producer::initTransactions)
                            .as(principal + " as " + name)
                            .isInstanceOf(TransactionalIdAuthorizationException.class);
                }
            }
        }
        organization.put("transactional.id", "organization.snapshot.1");
        try (var producer = producer(organization)) {
            producer.initTransactions();
            producer.beginTransaction();
            var unit = event(UNITS);
            producer.send(new ProducerRecord<>(UNITS + ".snapshot", unit.key(), unit.value()));
            producer.commitTransaction();
        }
        assertThat(read(client("analytics", password("analytics")), UNITS + ".snapshot"))
                .isNotEmpty();
        organization.remove("transactional.id");
        organization.put("group.id", "volunteers.snapshot");
        assertThatThrownBy(() -> join(organization)).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void organization_writes_its_own_topic_and_neither_writes_nor_reads_another_s() throws Exception {
        Map<String, Object> organization = client("organization", password("organization"));
        try (var producer = producer(organization)) {
            assertThat(producer.send(unreadable(UNITS)).get().hasOffset()).isTrue();
            for (String forbidden : List.of(TEAMS, PARKED_UNITS, "kepu.assessment.scorecard", "kepu.made.up")) {
                assertThatThrownBy(() -> producer.send(unreadable(forbidden)).get())
                        .as(forbidden)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
        for (String forbidden : List.of(TEAMS, PARKED_UNITS)) {
            assertThatThrownBy(() -> read(organization, forbidden))
                    .as(forbidden)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobody_changes_the_broker_but_its_administrator() {
        for (Principal principal : Topology.principals()) {
            try (Admin own = Admin.create(client(principal.name(), password(principal.name())))) {
                assertDenied(() -> own.createTopics(List.of(new NewTopic("kepu.made.up", 1, (short) 1)))
                        .all()
                        .get());
                assertDenied(() -> own.deleteTopics(List.of(UNITS)).all().get());
                assertDenied(
                        () -> own.describeAcls(AclBindingFilter.ANY).values().get());
                assertDenied(() -> own.createAcls(List.of(rule(principal.asKafkaPrincipal(), AclOperation.ALL, UNITS)))
                        .all()
                        .get());
                assertDenied(() -> own.describeUserScramCredentials().all().get());
                assertDenied(() -> own.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, UNITS)))
                        .all()
                        .get());
            }
        }
    }

    @Test
    void analytics_reads_facts_and_snapshots_as_a_group_of_its_own_by_either_protocol() throws Exception {
        try (var producer = producer(client("volunteers", password("volunteers")))) {
            producer.send(unreadable(TEAMS)).get();
        }
        for (String protocol : List.of("consumer", "classic")) {
            Map<String, Object> settings = client("analytics", password("analytics"));
            settings.put("group.protocol", protocol);
            settings.put("group.id", "analytics." + protocol);
            settings.put("auto.offset.reset", "earliest");
            Set<String> facts = Set.copyOf(Topology.subscriber("analytics").reads());
            try (var consumer = consumer(settings)) {
                consumer.subscribe(facts);
                List<ConsumerRecord<byte[], byte[]>> heard = new CopyOnWriteArrayList<>();
                await().atMost(Duration.ofMinutes(3)).until(() -> {
                    consumer.poll(Duration.ofMillis(200)).forEach(heard::add);
                    return heard.stream().anyMatch(record -> record.topic().equals(TEAMS));
                });
                assertThat(consumer.assignment()).hasSize(facts.size() * PARTITIONS);
                consumer.commitSync();
            }
        }
    }

    @Test
    void analytics_writes_nothing_reads_no_dead_letter_and_nothing_of_one_person_and_enters_no_group_of_a_service() {
        Map<String, Object> analytics = client("analytics", password("analytics"));
        try (var producer = producer(analytics)) {
            for (Topic topic : Topology.topics()) {
                assertThatThrownBy(() -> producer.send(unreadable(topic.name())).get())
                        .as(topic.name())
                        .rootCause()
                        .isInstanceOf(AuthorizationException.class);
            }
        }
        Stream.concat(
                        Topology.topics().stream()
                                .filter(topic -> topic.content() == Content.DEAD_LETTERS)
                                .map(Topic::name),
                        Stream.of("kepu.volunteers.people", "kepu.reading-rooms.readers", "kepu.identity.accounts")
                                .flatMap(topic -> Stream.of(topic, topic + ".snapshot")))
                .forEach(topic -> assertThatThrownBy(() -> read(analytics, topic))
                        .as(topic)
                        .isInstanceOf(TopicAuthorizationException.class));
        for (String group : List.of("assessment", "campaigns.access", "analytics", "made-up")) {
            for (String protocol : List.of("consumer", "classic")) {
                Map<String, Object> settings = new HashMap<>(analytics);
                settings.put("group.protocol", protocol);
                settings.put("group.id", group);
                assertThatThrownBy(() -> join(settings))
                        .as(group + " by " + protocol)
                        .isInstanceOf(GroupAuthorizationException.class);
            }
        }
    }

    // ---------------------------------------------------------------- the broker as clients see it

    private Map<String, Object> client(String user, String password) {
        String quoted = password.replace("\\", "\\\\").replace("\"", "\\\"");
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + quoted + "\";"));
    }

    /** What every service starts from, and what an installation adds to it. */
    private KafkaProperties settingsOf(String service) throws IOException {
        var defaults = new YamlPropertySourceLoader().load("defaults", new ClassPathResource("kepu-defaults.yml"));
        KafkaProperties settings = new Binder(ConfigurationPropertySources.from(defaults))
                .bind("spring.kafka", KafkaProperties.class)
                .get();
        settings.setBootstrapServers(List.of(broker.bootstrapServers()));
        settings.setClientId(service);
        client(service, password(service)).forEach((name, value) -> {
            if (!name.equals("bootstrap.servers")) {
                settings.getProperties().put(name, value.toString());
            }
        });
        return settings;
    }

    private static List<EventSubscription> subscriptions(String service) {
        Map<String, Class<? extends DomainEvent>> families = new TreeMap<>();
        Contracts.FAMILIES.forEach(family -> families.put(Contracts.topicOf(family), family));
        return DeclaredSubscriptions.all().stream()
                .filter(subscription -> subscription.service().equals(service))
                .map(subscription -> {
                    List<Class<? extends DomainEvent>> heard = new ArrayList<>();
                    families.forEach((topic, family) -> {
                        if (subscription.topics().contains(topic)) {
                            heard.add(family);
                        }
                    });
                    return new EventSubscription(subscription.group(), heard, List::size);
                })
                .toList();
    }

    /** What of a service speaks with Kafka, but for its outboxes. */
    private ConfigurableApplicationContext listening(String service) throws IOException {
        KafkaProperties settings = settingsOf(service);
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "service",
                        Map.of(
                                "spring.application.name",
                                service,
                                "kepu.kafka.partitions",
                                PARTITIONS,
                                "kepu.kafka.replication",
                                1)));
        context.register(ConsumerConfiguration.class, SnapshotConfiguration.class);
        context.registerBean(MongoOperations.class, () -> new MongoTemplate(stores, store.database(service)));
        context.registerBean(Epoch.class, () -> new Epoch(context.getBean(MongoOperations.class)));
        context.registerBean(KafkaProperties.class, () -> settings);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(Traces.class, Traces::off);
        context.registerBean(KafkaAdmin.class, () -> {
            KafkaAdmin topics = new KafkaAdmin(settings.buildAdminProperties());
            topics.setFatalIfBrokerNotAvailable(true);
            return topics;
        });
        for (EventSubscription subscription : subscriptions(service)) {
            context.registerBean(subscription.group(), EventSubscription.class, () -> subscription);
        }
        context.refresh();
        return context;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> impatient = new HashMap<>(settings);
        impatient.put("max.block.ms", 10_000);
        return new KafkaProducer<>(impatient, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static ProducerRecord<byte[], byte[]> unreadable(String topic) {
        return new ProducerRecord<>(topic, "no event".getBytes(StandardCharsets.UTF_8));
    }

    /** The contract's sample of an event of that topic. */
    private static ProducerRecord<byte[], byte[]> event(String topic) throws IOException {
        String type = Contracts.all().stream()
                .filter(contract -> contract.topic().equals(topic))
                .map(Contracts.Contract::type)
                .findFirst()
                .orElseThrow();
        try (InputStream sample = Contracts.class.getResourceAsStream("samples/" + type + ".json")) {
            JsonNode event = JsonMapper.shared().readTree(sample);
            var record = new ProducerRecord<>(
                    topic,
                    bytes(event.path("key").stringValue()),
                    bytes(event.path("value").toString()));
            event.path("headers")
                    .properties()
                    .forEach(header -> record.headers()
                            .add(header.getKey(), bytes(header.getValue().stringValue())));
            return record;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> settings, String topic) {
        try (var consumer = consumer(settings)) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
            });
            return records;
        }
    }

    private static void join(Map<String, Object> settings) {
        try (var consumer = consumer(settings)) {
            consumer.subscribe(List.of(UNITS));
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
        }
    }

    private Map<String, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = Topology.topics().stream()
                .flatMap(topic -> partitions(topic.name()).stream())
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        Map<String, Long> ends = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get()
                .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
        return ends;
    }

    /** What a group of a service has read and not noted as read. */
    private Collection<String> uncommitted() throws ExecutionException, InterruptedException {
        Map<String, Long> ends = ends();
        Set<String> behind = new HashSet<>();
        List<Subscription> all = Stream.concat(
                        Topology.SUBSCRIPTIONS.stream(),
                        Topology.SERVICES.stream()
                                .map(service -> new Subscription(
                                        service, service + ".snapshot", Contracts.topicsOwnedBy(service))))
                .toList();
        for (Subscription subscription : all) {
            Map<String, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(subscription.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> committed.merge(partition.topic(), offset.offset(), Long::sum));
            subscription.topics().stream()
                    .filter(topic -> committed.getOrDefault(topic, 0L) < ends.getOrDefault(topic, 0L))
                    .forEach(topic -> behind.add(subscription.group() + " on " + topic));
        }
        return behind;
    }

    private static List<TopicPartition> partitions(String topic) {
        return List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
    }

    private String setting(String topic, String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    private Collection<AclBinding> rules() throws ExecutionException, InterruptedException {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    private static AclBinding rule(String principal, AclOperation operation, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private int brokersSeenBy(String user, String password) throws ExecutionException, InterruptedException {
        try (Admin own = Admin.create(client(user, password))) {
            return own.describeCluster().nodes().get().size();
        }
    }

    private void assertRefused(String user, String password) {
        assertThatThrownBy(() -> brokersSeenBy(user, password))
                .as(user)
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static void assertDenied(ThrowingCallable asked) {
        assertThatThrownBy(asked).hasCauseInstanceOf(AuthorizationException.class);
    }
}
