package kepu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.bench.installation.BenchStore;
import kepu.bench.installation.InstallationProcess;
import kepu.bench.installation.ProcessorProfile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From sending a command to the gateway until its effect is in the village's card there, at a steady rate.
 *
 * <p>Each command adds one board update on a day of its own. Whoever sent it asks, once it is answered, for the village's card
 * after the command's event, as the API lets anybody wait for what they have written. At a high rate one in ten asks: as many
 * reads as commands would be another load than the one that is measured.
 */
final class ScoreVisible {
    /**
     * A cold JVM is not what is measured. A JVM that is cold would be overrun by as many at once as it
     * can do when it is warm.
     */
    private static final int WARM_UP_PER_SECOND = 200;

    private static final int WARM_UP_AT_ONCE = 16;

    private static final Phase SLOW = new Phase(20, 600, 400, 1);
    private static final Phase FAST = new Phase(200, 6_000, 400, 10);
    private static final int SECONDS_OF_COST = 15;
    private static final int SLOW_MILLIS = 100;
    private static final int VILLAGES = 172;
    private static final int MOST_COMMANDS = VILLAGES * 365; // one a day
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Commands at a steady rate.
     *
     * @param atOnce how many wait for their answer at most
     * @param asking every how manieth asks for the card; 0 if none does
     */
    private record Phase(int perSecond, int commands, int atOnce, int asking) {
        Phase(int perSecond, int commands, int atOnce) {
            this(perSecond, commands, atOnce, 0);
        }

        boolean asks(int number) {
            return asking > 0 && number % asking == 0;
        }
    }

    private final InstallationProcess installation;
    private final URI gateway;
    private final String clerk;
    private final String reader;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLongArray sent = new AtomicLongArray(MOST_COMMANDS);
    private final AtomicLongArray answered = new AtomicLongArray(MOST_COMMANDS);
    private final AtomicLongArray visible = new AtomicLongArray(MOST_COMMANDS);
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String refusal = "";
    private int begun;
    private int missing;

    private ScoreVisible(InstallationProcess installation, BenchIssuer issuer) {
        this.installation = installation;
        gateway = installation.gateway();
        clerk = issuer.bearer("clerk", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@990101");
        reader = issuer.bearer("reader", "COUNTY_ANALYST@990101");
    }

    /**
     * How soon a score is visible at a low and at a high rate.
     *
     * @param warmUp commands before anything is measured
     * @param jvm options of the installation's JVM
     */
    static void run(BenchStore.Choice choice, int warmUp, List<String> jvm, Path folder, PrintStream out)
            throws InterruptedException, IOException {
        run(choice, jvm, folder, (bench, boards) -> {
            bench.send(new Phase(WARM_UP_PER_SECOND, warmUp, WARM_UP_AT_ONCE), boards);
            bench.print(out, "Command → score", jvm);
            for (Phase phase : List.of(SLOW, FAST)) {
                int first = bench.send(phase, boards);
                bench.report(out, phase, first);
            }
            out.printf("  resident memory of the installation %,d MiB%n", bench.installation.residentMebibytes());
        });
    }

    /**
     * What a command costs, from the request until the score is visible, and which part of the installation takes it.
     *
     * @param warmUp commands before anything is measured
     * @param rate commands a second
     * @param jvm options of the installation's JVM
     */
    static void cost(BenchStore.Choice choice, int warmUp, int rate, List<String> jvm, Path folder, PrintStream out)
            throws InterruptedException, IOException {
        run(choice, jvm, folder, (bench, boards) -> {
            bench.send(new Phase(WARM_UP_PER_SECOND, warmUp, WARM_UP_AT_ONCE), boards);
            bench.print(out, "Cost of a command", jvm);
            InstallationProcess installation = bench.installation;
            installation.record();
            Duration before = installation.processorTime();
            Duration beforeOfStore = installation.processorTimeOfChildren();
            Duration compiled = installation.processorTimeOfThreads("C1 ", "C2 ");
            Duration collected = installation.processorTimeOfThreads("VM Thread", "GC ", "G1 ", "Z", "Shenandoah");
            Phase phase = new Phase(rate, rate * SECONDS_OF_COST, 400);
            long requests = BenchStore.requests(installation.store());
            int first = bench.send(phase, boards);
            requests = BenchStore.requests(installation.store()) - requests;
            Duration its = installation.processorTime().minus(before);
            Duration ofStore = installation.processorTimeOfChildren().minus(beforeOfStore);
            compiled = installation.processorTimeOfThreads("C1 ", "C2 ").minus(compiled);
            collected = installation
                    .processorTimeOfThreads("VM Thread", "GC ", "G1 ", "Z", "Shenandoah")
                    .minus(collected);
            Path recording = folder.resolve("cost.jfr");
            installation.dump(recording);
            bench.print(out, "command answered", bench.answered, first, first + phase.commands());
            ProcessorProfile profile = ProcessorProfile.read(recording);
            out.printf(
                    "  processor time of a command %.2f ms, and %.2f ms of a store beside it%n",
                    its.toNanos() / 1e6 / phase.commands(), ofStore.toNanos() / 1e6 / phase.commands());
            out.printf("  requests to the store for a command %.1f%n", (double) requests / phase.commands());
            profile.print(out, its, compiled, collected, phase.commands());
            out.printf("  pauses of the collector: %s%n", profile.describePauses());
            out.printf("  resident memory of the installation %,d MiB%n", installation.residentMebibytes());
        });
    }

    private interface Measurement {
        void take(ScoreVisible bench, List<String> boards) throws InterruptedException, IOException;
    }

    private static void run(BenchStore.Choice choice, List<String> jvm, Path folder, Measurement measurement)
            throws InterruptedException, IOException {
        String prefix = BenchStore.newPrefix();
        try (BenchIssuer issuer = BenchIssuer.start();
                InstallationProcess installation =
                        InstallationProcess.start(choice, prefix, folder, settings(issuer), jvm)) {
            ScoreVisible bench = new ScoreVisible(installation, issuer);
            List<String> boards = bench.setUp();
            measurement.take(bench, boards);
        } finally {
            String given = choice.environment().getOrDefault("MONGODB_URI", "");
            if (!given.isBlank()) {
                BenchStore.drop(given, prefix);
            }
        }
    }

    private void print(PrintStream out, String title, List<String> jvm) {
        out.println();
        out.printf("%s: through the gateway, %d villages; %s%n", title, VILLAGES, String.join(" ", jvm));
        out.printf("  store: %s%n", installation.store());
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

    /**
     * Sends the commands of a phase and waits until all are in the cards, or too long.
     *
     * @return the number of its first command
     */
    private int send(Phase phase, List<String> boards) throws InterruptedException {
        int first = begun;
        begun += phase.commands();
        long due = System.nanoTime();
        Semaphore turns = new Semaphore(phase.atOnce());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = first; i < begun; i++) {
                int number = i;
                due += 1_000_000_000L / phase.perSecond();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                turns.acquire();
                clients.execute(() -> {
                    sent.set(number, System.nanoTime());
                    LocalDate day = LocalDate.of(2025, 1, 1).plusDays(number / VILLAGES);
                    try {
                        JsonNode receipt = post(
                                "boards/" + boards.get(number % VILLAGES) + "/updates",
                                "{'title':'科普挂图','occurredAt':'%sT10:00:00+08:00'}".formatted(day));
                        answered.set(number, System.nanoTime());
                        if (phase.asks(number)) {
                            askForCard(village(number), receipt);
                            visible.set(number, System.nanoTime());
                        }
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                        refusal = e.toString();
                    } finally {
                        turns.release();
                    }
                });
            }
        }
        awaitCards();
        return first;
    }

    /** Refused with 409 if the command is not in the card within the time. */
    private void askForCard(String village, JsonNode receipt) {
        String after = receipt.at("/events/0").asString();
        exchange(HttpRequest.newBuilder(gateway.resolve(card(village) + "?after=" + after))
                .header("Authorization", reader)
                .header("Prefer", "wait=10")
                .build());
    }

    private static String card(String village) {
        return "/api/v1/assessment/scorecards/" + village + "/2025";
    }

    /** Looks at the cards only when all is sent, so that this costs next to nothing. */
    private void awaitCards() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            missing = begun
                    - refused.get()
                    - IntStream.range(0, VILLAGES)
                            .map(number -> daysOnCard(village(number)))
                            .sum();
        } while (missing > 0 && System.nanoTime() < end);
    }

    private int daysOnCard(String village) {
        for (JsonNode indicator : get(card(village)).at("/indicators")) {
            if (indicator.at("/code").asString().equals("P08")) {
                return indicator.at("/numbers/updateDays").intValue();
            }
        }
        throw new IllegalStateException("no P08 on the card of " + village);
    }

    private void report(PrintStream out, Phase phase, int first) {
        out.printf("  %d commands/s for %d s%n", phase.perSecond(), phase.commands() / phase.perSecond());
        print(out, "command answered", answered, first, first + phase.commands());
        print(out, "score visible   ", visible, first, first + phase.commands());
        reportSlow(out, phase, first);
        if (refused.get() > 0 || missing > 0) {
            out.printf("    refused %d, not seen in time %d %s%n", refused.get(), missing, refusal);
        }
    }

    /** Whether what was slow came all at once, and when: a pause is another matter than too much work. */
    private void reportSlow(PrintStream out, Phase phase, int first) {
        String seconds = IntStream.range(0, phase.commands() / phase.perSecond())
                .mapToObj(second -> {
                    int from = first + second * phase.perSecond();
                    long slowest = IntStream.range(from, from + phase.perSecond())
                            .filter(i -> answered.get(i) != 0)
                            .mapToLong(i -> (answered.get(i) - sent.get(i)) / 1_000_000)
                            .max()
                            .orElse(0);
                    return slowest < SLOW_MILLIS ? "" : " %d (%d ms)".formatted(second, slowest);
                })
                .collect(Collectors.joining());
        if (!seconds.isEmpty()) {
            out.println("    seconds with a command of " + SLOW_MILLIS + " ms or more:" + seconds);
        }
    }

    private void print(PrintStream out, String what, AtomicLongArray ends, int from, int until) {
        double[] millis = IntStream.range(from, until)
                .filter(i -> ends.get(i) != 0)
                .mapToDouble(i -> (ends.get(i) - sent.get(i)) / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            out.printf("    %s nothing%n", what);
            return;
        }
        out.printf(
                "    %s  p50 %.1f ms   p99 %.0f ms   max %.0f ms%n",
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
