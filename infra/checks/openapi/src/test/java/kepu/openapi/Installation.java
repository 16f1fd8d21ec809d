package kepu.openapi;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.OutputStreamAppender;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.Assessment;
import kepu.campaigns.Campaigns;
import kepu.contracts.Contracts;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.outbox.OutboxRelay;
import kepu.embedded.PortTaken;
import kepu.embedded.TestBroker;
import kepu.embedded.TestJvm;
import kepu.embedded.TestStore;
import kepu.gateway.Gateway;
import kepu.identity.Identity;
import kepu.organization.Organization;
import kepu.readingrooms.ReadingRooms;
import kepu.volunteers.Volunteers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** All services and the gateway in this process, once for all tests, empty at first. */
final class Installation implements AutoCloseable {
    /** Who issues tokens before who verifies them. */
    private static final Map<String, Function<String[], ConfigurableApplicationContext>> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("organization", Organization::start);
        OTHERS.put("volunteers", Volunteers::start);
        OTHERS.put("reading-rooms", ReadingRooms::start);
        OTHERS.put("campaigns", Campaigns::start);
        OTHERS.put("assessment", Assessment::start);
    }

    private static final String LOG_LINE = "%d %-5level %logger %X - %msg %kvp%n%ex";

    /**
     * Who tries holds which lease for how long; keys are made ahead and go by the clock, and what somebody does with one is in
     * the audit log.
     */
    private static final Set<String> NOT_STATE = Set.of("identity.leases", "identity.signing-keys");

    /** What was noted for the snapshot topics follows seconds behind the events, and from these alone. */
    private static final String NOTED = "snapshots";

    /** Far more than all tests ask in a second, for they come from one address. */
    private static final List<String> NO_LIMITS = Stream.of(
                    "limits.principal.per-second",
                    "limits.principal.burst",
                    "limits.address.per-second",
                    "limits.address.burst",
                    "limits.sign-in.per-second",
                    "limits.sign-in.burst",
                    "limits.public-write.per-second",
                    "limits.public-write.burst")
            .map(limit -> "--kepu.gateway." + limit + "=1000000")
            .toList();

    private static @Nullable Installation running;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Path folder = TestJvm.folder("openapi");
    private final TestStore store = TestStore.open();
    private final TestBroker broker = TestBroker.openPatient();
    private final Map<String, ConfigurableApplicationContext> services = new TreeMap<>();
    private final ConfigurableApplicationContext gateway;
    private final MongoClient mongo;
    private final Stored stored;
    private final Admin kafka;
    private final TestTokens tokens;
    private final String mintedFor;
    private final List<String> behind = new ArrayList<>();
    private final Map<String, Set<TopicPartition>> subscriptions = new TreeMap<>();

    private Installation() {
        captureLog();
        int gatewayPort = PortTaken.claimForLater("gateway", 0);
        String issuer = "http://127.0.0.1:" + gatewayPort;
        ConfigurableApplicationContext identity = Identity.start(settings(
                "identity", issuer, List.of("--kepu.identity.bcrypt-strength=4", "--kepu.identity.key-bits=2048")));
        services.put("identity", identity);
        String jwks = "--kepu.tokens.jwks=" + address(identity) + "/oauth2/jwks";
        services.putAll(startOthers(issuer, jwks));
        services.values().forEach(Installation::leavesOutWhatGoesByTheClock);
        List<String> ofGateway = new ArrayList<>(NO_LIMITS);
        // a busy machine that takes its time to make a key is not what is tested
        ofGateway.addAll(List.of("--kepu.gateway.read-timeout=60s", "--kepu.gateway.glance-deadline=60s"));
        ofGateway.addAll(List.of(
                "--server.port=" + gatewayPort,
                "--management.server.port=-1",
                "--spring.main.register-shutdown-hook=false",
                "--kepu.tokens.issuer=" + issuer,
                jwks));
        services.forEach((name, context) -> ofGateway.add("--kepu.services." + name + "=" + address(context)));
        gateway = Gateway.start(ofGateway.toArray(String[]::new));
        mongo = MongoClients.create(store.uri());
        stored = new Stored(mongo);
        kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
        mintedFor = issuer;
        tokens = new TestTokens(issuer, signingKey(identity));
    }

    /** One for all test classes; the process ends it. */
    static synchronized Installation running() {
        if (running == null) {
            Installation started = new Installation();
            TestJvm.atEnd(started::close);
            running = started;
        }
        return running;
    }

    private void captureLog() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LOG_LINE);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        SLF4JBridgeHandler.removeHandlersForRootLogger(); // Tomcat logs by java.util.logging
        SLF4JBridgeHandler.install();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
    }

    private Map<String, ConfigurableApplicationContext> startOthers(String issuer, String jwks) {
        Map<String, Future<ConfigurableApplicationContext>> starting = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            OTHERS.forEach((name, start) ->
                    starting.put(name, threads.submit(() -> start.apply(settings(name, issuer, List.of(jwks))))));
        }
        Map<String, ConfigurableApplicationContext> started = new LinkedHashMap<>();
        starting.forEach((name, context) -> {
            try {
                started.put(name, context.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(name + " did not start", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        return started;
    }

    /** What a night's task stores, a step of the story would not find as it left it. */
    private static void leavesOutWhatGoesByTheClock(ConfigurableApplicationContext service) {
        service.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .filter(scheduled -> scheduled.getTask() instanceof CronTask)
                .forEach(ScheduledTask::cancel);
    }

    /** For another service beside these. */
    String[] settingsOf(String name) {
        return settings(name, mintedFor, List.of());
    }

    private String[] settings(String name, String issuer, List<String> more) {
        List<String> settings = new ArrayList<>(more);
        settings.addAll(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--spring.main.register-shutdown-hook=false",
                "--spring.mongodb.uri=" + store.uri(name),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--spring.kafka.client-id=" + name,
                "--kepu.kafka.partitions=1",
                "--kepu.audit.signing-key=" + folder.resolve("audit-signing-key.pem"),
                "--kepu.identity.key-secret=" + folder.resolve("identity-key-secret"),
                "--kepu.personal-data.master-key=" + folder.resolve("personal-data-master-key"),
                "--kepu.tokens.issuer=" + issuer));
        return settings.toArray(String[]::new);
    }

    /** The issuer makes its first key while it starts. */
    @SuppressWarnings("unchecked")
    private static RSAKey signingKey(ConfigurableApplicationContext identity) {
        JWKSource<SecurityContext> keys = identity.getBean(JWKSource.class);
        JWKSelector all = new JWKSelector(new JWKMatcher.Builder().build());
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3)) // a busy machine takes its time to make a key
                .until(() -> keys.get(all, null).stream().filter(JWK::isPrivate).findFirst(), Optional::isPresent)
                .orElseThrow()
                .toRSAKey();
    }

    private static URI address(ConfigurableApplicationContext context) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    URI gatewayAddress() {
        return address(gateway);
    }

    /** Behind the gateway's back; the gateway itself for what it composes. */
    URI addressOf(String service) {
        ConfigurableApplicationContext context = services.get(service);
        return context == null ? gatewayAddress() : address(context);
    }

    Map<String, ConfigurableApplicationContext> services() {
        return services;
    }

    ConfigurableApplicationContext gateway() {
        return gateway;
    }

    TestTokens tokens() {
        return tokens;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    List<Route> routes() {
        return Routes.of(services, gateway);
    }

    /** Codes of problems, as the message bundles have them. */
    Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        List<String> bundles = new ArrayList<>(List.of("kepu/defaults/problems"));
        services.values()
                .forEach(context -> bundles.add(context.getEnvironment().getRequiredProperty("kepu.problems")));
        for (String bundle : bundles) {
            properties(bundle).stringPropertyNames().stream()
                    .filter(code -> !code.contains(".") && !code.equals("plain-text"))
                    .forEach(codes::add);
        }
        // the gateway's codes have titles of their own
        properties("kepu/gateway/messages").stringPropertyNames().stream()
                .filter(key -> key.endsWith(".title"))
                .map(key -> key.substring(0, key.length() - ".title".length()))
                .forEach(codes::add);
        return codes;
    }

    private static Properties properties(String bundle) {
        Properties properties = new Properties();
        try (var in = Installation.class.getClassLoader().getResourceAsStream(bundle + ".properties")) {
            properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ApiDocument document(Story story) {
        return new ApiDocument(routes(), story, codes());
    }

    /** Everything that any part has logged so far. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** What each part's metrics look like to a scraper. */
    Map<String, String> scrapes() {
        Map<String, String> scrapes = new TreeMap<>();
        Stream.concat(services.entrySet().stream(), Stream.of(Map.entry("gateway", gateway)))
                .forEach(part -> scrapes.put(
                        part.getKey(),
                        part.getValue().getBean(PrometheusMeterRegistry.class).scrape()));
        return scrapes;
    }

    /** Waits until every event has been told and everybody has heard it, and told what follows from it. */
    void settle() {
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        Map<TopicPartition, Long> ends = outboxesAreEmpty() ? heardByAll() : Map.of();
                        return !ends.isEmpty() && outboxesAreEmpty() && ends.equals(heardByAll());
                    });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("behind: " + behind + ", outboxes empty: " + outboxesAreEmpty(), e);
        }
    }

    private boolean outboxesAreEmpty() {
        return services.values().stream()
                .flatMap(context -> context.getBeansOfType(OutboxRelay.class).values().stream())
                .allMatch(relay -> relay.pending() == 0);
    }

    /** How far each topic goes, if every subscription has come so far; else nothing. */
    private Map<TopicPartition, Long> heardByAll() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        kafka.listOffsets(subscriptions().values().stream()
                        .flatMap(Set::stream)
                        .distinct()
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        var committed = kafka.listConsumerGroupOffsets(subscriptions().keySet().stream()
                        .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec())))
                .all()
                .get();
        behind.clear();
        subscriptions()
                .forEach((group, partitions) -> partitions.forEach(partition -> {
                    var offset = committed.get(group).get(partition);
                    long end = ends.getOrDefault(partition, 0L);
                    if (end != (offset == null ? 0 : offset.offset())) {
                        behind.add(group + " has not heard all of " + partition + ": " + offset + " of " + end);
                    }
                }));
        return behind.isEmpty() ? ends : Map.of();
    }

    /** Who listens to what; each topic has one partition here. */
    private Map<String, Set<TopicPartition>> subscriptions() {
        if (subscriptions.isEmpty()) {
            services.values().stream()
                    .flatMap(context -> context.getBeansOfType(EventSubscription.class).values().stream())
                    .forEach(subscription -> subscriptions.put(
                            subscription.group(),
                            subscription.families().stream()
                                    .map(family -> new TopicPartition(Contracts.topicOf(family), 0))
                                    .collect(Collectors.toSet())));
        }
        return subscriptions;
    }

    /** What lies in which collection, with the versions of what has one: equal before and after if nothing was stored. */
    Map<String, List<String>> stored() {
        Map<String, List<String>> documents = new TreeMap<>();
        Map<String, Long> writes = stored.writes();
        for (String service : services.keySet()) {
            collections(service).forEach(collection -> {
                String name = collection.getNamespace().getCollectionName();
                if (!NOT_STATE.contains(service + "." + name) && !name.equals(NOTED)) {
                    documents.put(service + "." + name, stored.in(collection, writes));
                }
            });
        }
        return documents;
    }

    /** All documents of all services as text. */
    String dump() {
        StringBuilder dump = new StringBuilder();
        services.keySet()
                .forEach(service -> collections(service)
                        .forEach(collection -> collection
                                .find()
                                .forEach(document -> dump.append(
                                                collection.getNamespace().getFullName())
                                        .append(' ')
                                        .append(document.toJson())
                                        .append('\n'))));
        return dump.toString();
    }

    private Stream<MongoCollection<Document>> collections(String service) {
        var database = mongo.getDatabase(store.database(service));
        List<MongoCollection<Document>> collections = new ArrayList<>();
        database.listCollectionNames().forEach(name -> {
            if (!name.startsWith("system.")) {
                collections.add(database.getCollection(name));
            }
        });
        return collections.stream();
    }

    Set<String> topics() throws ExecutionException, InterruptedException {
        return kafka.listTopics().names().get();
    }

    @Override
    public void close() {
        gateway.close();
        services.values().forEach(ConfigurableApplicationContext::close);
        mongo.close();
        kafka.close();
        store.close();
    }
}
