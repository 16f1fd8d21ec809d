package kepu.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import kepu.standalone.LocalInstallation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From sending a command to the gateway until its effect is in the village's card there, at a steady rate.
 *
 * <p>Each command adds one board update on a day of its own; it is seen when the card of its village counts as many
 * days. The card is read whenever the scorecard topic says that it changed, so that waiting costs the machine little.
 */
final class ScoreVisible {
    private static final int PER_SECOND = 200;
    /** Taken at a quarter of the rate: a cold JVM is not what is measured. */
    private static final int WARM_UP = 5 * PER_SECOND;

    private static final int MEASURED = 15 * PER_SECOND;
    private static final int VILLAGES = 16;
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI gateway;
    private final String clerk;
    private final String reader;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int commands = WARM_UP + MEASURED;
    private final AtomicLongArray sent = new AtomicLongArray(commands);
    private final AtomicLongArray answered = new AtomicLongArray(commands);
    private final AtomicLongArray visible = new AtomicLongArray(commands);
    private final Map<String, Integer> seenDays = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String refusal = "";
    private volatile int seen;
    private volatile boolean watching = true;

    private ScoreVisible(URI gateway, BenchIssuer issuer) {
        this.gateway = gateway;
        clerk = issuer.bearer("clerk", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@990101");
        reader = issuer.bearer("reader", "COUNTY_ANALYST@990101");
    }

    static void run(BenchStore.Choice choice, Path folder, PrintStream out) throws InterruptedException {
        Map<String, String> environment = choice.environment();
        String prefix = BenchStore.newPrefix();
        try {
            run(environment, prefix, folder, out);
        } finally {
            String given = environment.getOrDefault("MONGODB_URI", "");
            if (!given.isBlank()) {
                BenchStore.drop(given, prefix);
            }
        }
    }

    private static void run(Map<String, String> environment, String prefix, Path folder, PrintStream out)
            throws InterruptedException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (BenchIssuer issuer = BenchIssuer.start();
                LocalInstallation installation = LocalInstallation.open(
                        folder, new LocalInstallation.Ports(0, 0, 0), environment, prefix, settings(issuer), nowhere)) {
            ScoreVisible bench = new ScoreVisible(installation.gateway(), issuer);
            List<String> boards = bench.setUp();
            Thread watcher = Thread.ofPlatform().daemon().start(() -> bench.watch(installation.kafka()));
            bench.send(boards);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (bench.seen < bench.commands - bench.refused.get() && System.nanoTime() < end) {
                LockSupport.parkNanos(5_000_000);
            }
            bench.watching = false;
            watcher.join();
            bench.report(out, installation.store());
        }
    }

    /** All clients of the bench call from one address, which usually only one has. */
    private static List<String> settings(BenchIssuer issuer) {
        List<String> settings = new ArrayList<>(issuer.settings());
        settings.add("--kepu.gateway.limits.calls-per-address=" + AT_ONCE);
        settings.add("--kepu.gateway.bulkhead.calls=" + AT_ONCE);
        return settings;
    }

    private static String village(int number) {
        return "99010120%04d".formatted(number % VILLAGES);
    }

    private List<String> setUp() {
        post("units", "{'unitId':'990101','kind':'COUNTY','name':'县','occurredAt':'2020-01-01T08:00:00+08:00'}");
        post(
                "units",
                "{'unitId':'99010120','kind':'TOWNSHIP','name':'乡','parentId':'990101','occurredAt':'2020-01-01T08:00:00+08:00'}");
        List<String> boards = new ArrayList<>();
        for (int i = 0; i < VILLAGES; i++) {
            post(
                    "units",
                    "{'unitId':'%s','kind':'VILLAGE','name':'村','parentId':'99010120','occurredAt':'2020-01-01T08:00:00+08:00'}"
                            .formatted(village(i)));
            boards.add(post(
                            "boards",
                            "{'unitId':'%s','place':'村口','combined':false,'occurredAt':'2020-01-01T08:00:00+08:00'}"
                                    .formatted(village(i)))
                    .at("/id")
                    .asString());
        }
        return boards;
    }

    private void send(List<String> boards) throws InterruptedException {
        long due = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < commands; i++) {
                int number = i;
                due += (i < WARM_UP ? 4 : 1) * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                clients.execute(() -> {
                    sent.set(number, System.nanoTime());
                    LocalDate day = LocalDate.of(2025, 1, 1).plusDays(number / VILLAGES);
                    try {
                        post(
                                "boards/" + boards.get(number % VILLAGES) + "/updates",
                                "{'title':'科普挂图','occurredAt':'%sT10:00:00+08:00'}".formatted(day));
                        answered.set(number, System.nanoTime());
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                        refusal = e.toString();
                    }
                });
            }
        }
    }

    private void watch(String bootstrap) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                UUID.randomUUID().toString(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("kepu.assessment.scorecard"));
            while (watching) {
                Map<String, Boolean> changed = new HashMap<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    changed.put(record.key(), true);
                }
                changed.keySet().forEach(this::look);
            }
        }
    }

    /** Commands of a village become visible in no certain order, so the k-th to be seen stands for the k-th sent. */
    private void look(String village) {
        JsonNode card = get("/api/v1/assessment/scorecards/" + village + "/2025");
        long now = System.nanoTime();
        int first = Integer.parseInt(village.substring(8));
        for (JsonNode indicator : card.at("/indicators")) {
            if (indicator.at("/code").asString().equals("P08")) {
                int days = indicator.at("/numbers/updateDays").intValue();
                int before = seenDays.getOrDefault(village, 0);
                for (int k = before; k < days; k++) {
                    visible.set(first + k * VILLAGES, now);
                    seen++;
                }
                seenDays.put(village, Math.max(before, days));
            }
        }
    }

    private void report(PrintStream out, String store) {
        out.println();
        out.printf(
                "Command → score: %d commands/s for %d s through the gateway, %d villages%n",
                PER_SECOND, MEASURED / PER_SECOND, VILLAGES);
        out.printf("  store: %s%n", store);
        print(out, "command answered      ", answered);
        print(out, "score visible         ", visible);
        out.printf("  refused %d, not seen in time %d, of %d %s%n", refused.get(), commands - seen, commands, refusal);
    }

    private void print(PrintStream out, String what, AtomicLongArray ends) {
        double[] millis = java.util.stream.IntStream.range(WARM_UP, commands)
                .filter(i -> ends.get(i) != 0)
                .mapToDouble(i -> (ends.get(i) - sent.get(i)) / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            out.printf("  %s nothing%n", what);
            return;
        }
        out.printf(
                "  %s p50 %.0f ms   p99 %.0f ms   max %.0f ms%n",
                what, millis[millis.length / 2], millis[(int) (millis.length * 0.99)], millis[millis.length - 1]);
    }

    private JsonNode post(String path, String singleQuoted) {
        return exchange(HttpRequest.newBuilder(gateway.resolve("/api/v1/organization/" + path))
                .header("Authorization", clerk)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(singleQuoted.replace('\'', '"')))
                .build());
    }

    private JsonNode get(String path) {
        return exchange(HttpRequest.newBuilder(gateway.resolve(path))
                .header("Authorization", reader)
                .build());
    }

    private JsonNode exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + " " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
