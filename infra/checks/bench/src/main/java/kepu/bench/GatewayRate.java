package kepu.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.bench.front.FixedAnswer;
import kepu.bench.front.LoadClient;
import kepu.bench.front.Nginx;
import kepu.bench.installation.BenchProcess;

/**
 * How many requests the gateway passes on, with tokens and limits, beside an nginx that does nothing but pass them on: the
 * same client, connections and service, in turn.
 */
final class GatewayRate {
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** A cold JVM is not what is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    /**
     * What an answer takes of a processor in the service: nothing, so that what is seen is the proxy's own, and still less
     * than in any service of ours, as the proxy's share depends on it.
     */
    private static final List<Duration> WORK_OF_SERVICE = List.of(Duration.ZERO, Duration.ofNanos(400_000));

    /** The buckets are asked as ever, but all clients of the bench call from one address, and none ever pauses. */
    private static final int NEVER_REACHED = 1_000_000;

    private static final OperatingSystemMXBean BENCH =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private GatewayRate() {}

    /** One of those side by side, and what was seen of it. */
    private record Server(String name, int port, Supplier<Duration> processorTime, List<Round> rounds) {
        Server(String name, int port, Supplier<Duration> processorTime) {
            this(name, port, processorTime, new ArrayList<>());
        }

        double median(ToDoubleFunction<Round> figure) {
            return sorted(figure)[ROUNDS / 2];
        }

        double[] sorted(ToDoubleFunction<Round> figure) {
            return rounds.stream().mapToDouble(figure).sorted().toArray();
        }
    }

    /**
     * @param millis processor time of a request in the server
     * @param millisOfBench the same in this process, with client and service
     */
    private record Round(LoadClient.Outcome outcome, double millis, double millisOfBench) {}

    /** @param jvm options of the gateway's JVM */
    static void run(List<String> jvm, Path folder, PrintStream out) throws IOException {
        try (FixedAnswer service = FixedAnswer.start();
                BenchIssuer issuer = BenchIssuer.start();
                BenchProcess gateway = gateway(service, issuer, jvm, folder)) {
            out.println();
            out.printf("Gateway: %d connections, tokens and limits; %s%n", CONNECTIONS, String.join(" ", jvm));
            List<String> requests = IntStream.range(0, CONNECTIONS)
                    .mapToObj(number -> request(issuer.bearer("reader" + number, "COUNTY_ANALYST@990101")))
                    .toList();
            LoadClient.run(port(gateway), requests, WARM_UP);
            Optional<Path> binary = Nginx.find();
            if (binary.isEmpty()) {
                out.println("  nothing beside it: this machine has no nginx (apt-get install nginx)");
                compare(service, requests, () -> List.of(server(gateway)), out);
                return;
            }
            String version = Nginx.version(binary.get());
            try (Nginx nginx = Nginx.start(binary.get(), folder.resolve("nginx"), service.port())) {
                compare(
                        service,
                        requests,
                        () -> List.of(server(gateway), new Server(version, nginx.port(), nginx::processorTime)),
                        out);
            }
        }
    }

    private static int port(BenchProcess gateway) {
        return Integer.parseInt(gateway.said(0));
    }

    private static Server server(BenchProcess gateway) {
        return new Server("gateway", port(gateway), gateway::processorTime);
    }

    private static void compare(
            FixedAnswer service, List<String> requests, Supplier<List<Server>> servers, PrintStream out)
            throws IOException {
        for (Duration work : WORK_OF_SERVICE) {
            service.work(work);
            measure(work, requests, servers.get(), out);
        }
    }

    private static BenchProcess gateway(FixedAnswer service, BenchIssuer issuer, List<String> jvm, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("front", "--logs", folder.toString(), "--"));
        arguments.addAll(issuer.settings());
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--kepu.services.assessment=http://127.0.0.1:" + service.port()));
        for (String limit : List.of("principal", "address")) {
            for (String part : List.of("per-second", "burst")) {
                arguments.add("--kepu.gateway.limits.%s.%s=%d".formatted(limit, part, NEVER_REACHED));
            }
        }
        return new BenchProcess(jvm, arguments);
    }

    private static String request(String bearer) {
        return Stream.of(
                        "GET /api/v1/assessment/scorecards/990101201001/2025 HTTP/1.1",
                        "Host: localhost",
                        "Accept: application/json",
                        "Accept-Language: zh-CN",
                        "User-Agent: kepu-bench",
                        "Authorization: " + bearer,
                        "",
                        "")
                .reduce((head, line) -> head + "\r\n" + line)
                .orElseThrow();
    }

    private static void measure(Duration work, List<String> requests, List<Server> servers, PrintStream out)
            throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Server server : servers) {
                server.rounds().add(round(server, requests));
            }
        }
        out.printf(
                "  before a service that takes %.1f ms of a processor; %d rounds of %d s in turn: median (lowest–highest)%n",
                work.toNanos() / 1e6, ROUNDS, ROUND.toSeconds());
        out.printf(
                "    %-14s %10s %17s %8s %8s   %s%n",
                "", "requests/s", "", "p50 ms", "p99 ms", "processor ms of a request; of client and service");
        for (Server server : servers) {
            print(server, out);
        }
        if (servers.size() > 1) {
            double[] share = IntStream.range(0, ROUNDS)
                    .mapToDouble(round -> perSecond(servers.getFirst().rounds().get(round))
                            / perSecond(servers.getLast().rounds().get(round)))
                    .sorted()
                    .toArray();
            out.printf(
                    "    gateway / nginx, round by round: median %.2f (%.2f–%.2f)%n",
                    share[ROUNDS / 2], share[0], share[ROUNDS - 1]);
        }
    }

    private static Round round(Server server, List<String> requests) throws IOException {
        long benchBefore = BENCH.getProcessCpuTime();
        Duration before = server.processorTime().get();
        LoadClient.Outcome outcome = LoadClient.run(server.port(), requests, ROUND);
        Duration its = server.processorTime().get().minus(before);
        return new Round(
                outcome,
                its.toNanos() / 1e6 / outcome.answered(),
                (BENCH.getProcessCpuTime() - benchBefore) / 1e6 / outcome.answered());
    }

    private static double perSecond(Round round) {
        return round.outcome().perSecond();
    }

    private static void print(Server server, PrintStream out) {
        double[] rates = server.sorted(GatewayRate::perSecond);
        out.printf(
                "    %-14s %,10.0f  (%,6.0f–%,6.0f) %8.2f %8.2f   %.3f; %.3f%n",
                server.name(),
                server.median(GatewayRate::perSecond),
                rates[0],
                rates[ROUNDS - 1],
                server.median(round -> round.outcome().percentileInMillis(0.5)),
                server.median(round -> round.outcome().percentileInMillis(0.99)),
                server.median(Round::millis),
                server.median(Round::millisOfBench));
        server.rounds().stream()
                .map(Round::outcome)
                .filter(outcome -> outcome.refused() > 0)
                .forEach(outcome -> out.printf("      refused %d: %s%n", outcome.refused(), outcome.refusal()));
    }
}
