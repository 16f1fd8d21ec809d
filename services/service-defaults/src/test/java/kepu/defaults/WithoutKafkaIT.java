package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kepu.access.TestIssuer;
import kepu.defaults.board.BoardApplication;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.outbox.OutboxRelay;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.PortTaken;
import kepu.embedded.TestStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service whose Kafka is away, from its start on or later: what it costs, what it logs, and what happens once Kafka comes. */
@Timeout(600)
class WithoutKafkaIT {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(WithoutKafkaIT.class);

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final double MOST_PROCESSORS = 0.4;
    private static final int MOST_LINES_A_MINUTE = 1_000;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String BOARD = "{\"unitId\":\"510182101201\",\"place\":\"村口\"}";

    private final Lines lines = new Lines();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @TempDir
    private Path folder;

    private int port;
    private TestStore store;
    private TestIssuer issuer;
    private HttpClient http;
    private @Nullable EmbeddedBroker broker;
    private @Nullable ConfigurableApplicationContext service;

    /** Counts what would be written, as a service logs it that says nothing of levels. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Map<String, Integer> byLogger = new TreeMap<>();
        private final AtomicInteger all = new AtomicInteger();

        @Override
        protected void append(ILoggingEvent event) {
            int lines = Math.toIntExact(event.getFormattedMessage().lines().count());
            if (event.getThrowableProxy() != null) {
                lines += 1 + event.getThrowableProxy().getStackTraceElementProxyArray().length;
            }
            all.addAndGet(lines);
            byLogger.merge(event.getLoggerName(), lines, Integer::sum);
        }

        synchronized String told() {
            return byLogger.toString();
        }

        synchronized void clear() {
            byLogger.clear();
            all.set(0);
        }
    }

    @BeforeEach
    void begin() {
        port = PortTaken.claimForLater("broker", 0);
        store = TestStore.open();
        issuer = TestIssuer.start();
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void end() {
        root.detachAppender(lines);
        root.setLevel(level);
        if (service != null) {
            service.close();
        }
        http.close();
        issuer.close();
        store.close();
        if (broker != null) {
            broker.close();
        }
    }

    private ConfigurableApplicationContext start() {
        service = BoardApplication.start(
                issuer.settings().getFirst(),
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("boards"),
                "--spring.kafka.bootstrap-servers=" + EmbeddedBroker.addressAt(port));
        lines.start();
        root.setLevel(Level.INFO);
        root.addAppender(lines); // not before: a start sets up logging anew
        return service;
    }

    private void kafkaComes() {
        broker = EmbeddedBroker.start(folder.resolve("broker"), port);
    }

    /** While Kafka is away. */
    private void costsLittle(String since) {
        lines.clear();
        long before = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        await().pollDelay(WINDOW).atMost(WINDOW.plusMinutes(2)).until(() -> true);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double processors = (PROCESS.getProcessCpuTime() - before) / 1e9 / seconds;
        long linesAMinute = Math.round(lines.all.get() * 60 / seconds);

        log.info("{}: {} of a processor, {} lines a minute: {}", since, processors, linesAMinute, lines.told());
        assertThat(processors).as(since).isLessThan(MOST_PROCESSORS);
        assertThat(linesAMinute).as("%s: %s", since, lines.told()).isLessThan(MOST_LINES_A_MINUTE);
    }

    @Test
    void a_service_that_starts_without_kafka_takes_commands_costs_little_and_is_whole_soon_after_kafka_comes() {
        Instant begun = Instant.now();
        ReplicaStore copies = start().getBean(ReplicaStore.class);
        Duration took = Duration.between(begun, Instant.now());
        log.info("started without Kafka in {}", took);
        costsLittle("since the start");
        assertThat(health("readiness").get("status").asString()).isEqualTo("UP");
        String board = register();
        costsLittle("with an event that waits");

        kafkaComes();
        Instant came = Instant.now();
        await().atMost(SOON).until(() -> copies.find(board).isPresent());
        Duration copied = Duration.between(came, Instant.now());
        await().atMost(SOON).until(() -> longestHeartbeatAge() < 10 && !relay().failing() && relay().pending() == 0);
        Duration whole = Duration.between(came, Instant.now());

        log.info("after Kafka had come the event was copied in {} and all groups were heard of in {}", copied, whole);
        assertThat(register()).isNotEqualTo(board);
    }

    @Test
    void a_service_that_loses_kafka_costs_little_and_is_whole_soon_after_kafka_comes_back() {
        kafkaComes();
        ReplicaStore copies = start().getBean(ReplicaStore.class);
        String first = register();
        await().atMost(SOON).until(() -> copies.find(first).isPresent() && longestHeartbeatAge() < 10);
        if (broker != null) {
            broker.close();
        }

        String board = register();
        costsLittle("since Kafka was lost");

        kafkaComes();
        Instant came = Instant.now();
        await().atMost(SOON).until(() -> copies.find(board).isPresent());
        log.info("after Kafka had come back the event was copied in {}", Duration.between(came, Instant.now()));
    }

    private OutboxRelay relay() {
        return bean(OutboxRelay.class);
    }

    private double longestHeartbeatAge() {
        return bean(MeterRegistry.class).get("kepu.consumer.heartbeat.age").timeGauges().stream()
                .mapToDouble(gauge -> gauge.value(TimeUnit.SECONDS))
                .max()
                .orElseThrow();
    }

    private <T> T bean(Class<T> type) {
        assertThat(service).isNotNull();
        return service.getBean(type);
    }

    private String register() {
        return call("POST", "/api/v1/boards").get("id").asString();
    }

    private JsonNode health(String group) {
        return call("GET", "/actuator/health/" + group);
    }

    private JsonNode call(String method, String path) {
        String base = "http://127.0.0.1:" + bean(Environment.class).getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", issuer.bearer("p-7", "VILLAGE_SECRETARY@all"))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(BOARD))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
