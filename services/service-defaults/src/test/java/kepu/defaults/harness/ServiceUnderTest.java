package kepu.defaults.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import kepu.access.TestIssuer;
import kepu.contracts.Contracts;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;

/** One service as its users see it, with a broker and databases that no other test uses meanwhile, and a token issuer. */
public final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final Function<String[], ConfigurableApplicationContext> service;
    private final TestBroker broker;
    private final TestStore store;
    private final TestIssuer issuer;
    private final HttpClient http;
    private final ConfigurableApplicationContext context;
    private final Topics topics;
    private final boolean isFirst;
    private String caller = "";

    private ServiceUnderTest(
            String name,
            Function<String[], ConfigurableApplicationContext> service,
            TestStore store,
            String... settings) {
        this.name = name;
        this.service = service;
        this.broker = TestBroker.open();
        this.store = store;
        this.issuer = TestIssuer.start();
        this.http = HttpClient.newHttpClient();
        this.context = run(settings);
        this.topics = new Topics(broker.bootstrapServers(), Contracts.topicsOwnedBy(name));
        this.isFirst = true;
    }

    private ServiceUnderTest(ServiceUnderTest first, String... settings) {
        this.name = first.name;
        this.service = first.service;
        this.broker = first.broker;
        this.store = first.store;
        this.issuer = first.issuer;
        this.http = first.http;
        this.context = run(settings);
        this.topics = first.topics;
        this.isFirst = false;
        this.caller = first.caller;
    }

    private ConfigurableApplicationContext run(String... settings) {
        return service.apply(Stream.of(
                        Stream.of(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.mongodb.uri=" + store.uri("kepu-" + name),
                                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--kepu.kafka.partitions=2"), // enough for what comes in several
                        issuer.settings().stream(),
                        Stream.of(settings))
                .flatMap(all -> all)
                .toArray(String[]::new));
    }

    /**
     * Starts a service.
     *
     * @param name as in its routes and topics
     * @param service its start method
     * @param settings besides those for ports, broker, store and tokens
     */
    public static ServiceUnderTest start(
            String name, Function<String[], ConfigurableApplicationContext> service, String... settings) {
        return new ServiceUnderTest(name, service, TestStore.open(), settings);
    }

    /** The same on MongoDB, for what other stores do not do; see {@link TestStore.NeedsMongoDb}. */
    public static ServiceUnderTest startOnMongoDb(
            String name, Function<String[], ConfigurableApplicationContext> service, String... settings) {
        return new ServiceUnderTest(name, service, TestStore.openMongoDb(), settings);
    }

    /** Starts another instance of the service beside this one, with the same broker, store and issuer. */
    public ServiceUnderTest another(String... settings) {
        return new ServiceUnderTest(this, settings);
    }

    /** From now on requests are theirs, unless a header says otherwise. */
    public ServiceUnderTest calledBy(String actor, String... grants) {
        caller = bearer(actor, grants);
        return this;
    }

    /** The value of an {@code Authorization} header. */
    public String bearer(String actor, String... grants) {
        return issuer.bearer(actor, grants);
    }

    public Topics topics() {
        return topics;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /**
     * Sends a request.
     *
     * @param path after {@code /api/v1/<service>}
     * @param headers names and values in turn; each replaces what would be sent without it, an empty one takes it away
     */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return sendTo("local.server.port", method, "/api/v1/" + name + path, sent, headers);
    }

    /** Sends a file as it is. */
    public Answer sendFile(String path, byte[] content, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/octet-stream"), Stream.of(headers))
                .toArray(String[]::new);
        return sendTo("local.server.port", "POST", "/api/v1/" + name + path, BodyPublishers.ofByteArray(content), all);
    }

    /** What the management port answers. */
    public String managed(String path) {
        return sendTo("local.management.port", "GET", path, BodyPublishers.noBody())
                .text();
    }

    private Answer sendTo(String port, String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getProperty(port) + path))
                .timeout(PATIENCE)
                .method(method, body);
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.put("Content-Type", "application/json");
        sent.put("Authorization", caller);
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        sent.values().removeIf(String::isEmpty);
        sent.forEach(request::setHeader);
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public MongoOperations mongo() {
        return bean(MongoOperations.class);
    }

    public String storeUri(String database) {
        return store.uri(database);
    }

    /** Does now what the service does at its times: a method that is scheduled, as {@code Class.method}. */
    public void runScheduled(String method) {
        bean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks().stream()
                .map(ScheduledTask::getTask)
                .filter(task -> task.toString().endsWith(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(method))
                .getRunnable()
                .run();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Object bean(String beanName) {
        return context.getBean(beanName);
    }

    @Override
    public void close() {
        context.close();
        if (isFirst) {
            topics.close();
            http.close();
            issuer.close();
            store.close();
            broker.close();
        }
    }
}
