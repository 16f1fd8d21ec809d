package kepu.bench.attack;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kepu.bench.installation.BenchStore;
import kepu.bench.installation.InstallationProcess;

/**
 * How long a client of an installation waits while what an outsider can try is tried, one thing after the other and then all at
 * once; and what 20,000 calls of nobody leave in memory.
 */
public final class UnderAttack {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final Duration ALL = Duration.ofSeconds(20);
    private static final int ANONYMOUS_CALLS = 20_000;

    private final InstallationProcess installation;
    private final PrintStream out;
    private final WaitingClient client;
    private final List<Attack> attacks;
    private final Nobodies nobodies;

    private UnderAttack(InstallationProcess installation, Path clientFile, PrintStream out)
            throws IOException, InterruptedException {
        this.installation = installation;
        this.out = out;
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        client = new WaitingClient(
                http, installation.gateway(), Files.readString(clientFile).strip());
        String attacker = client.otherMachine();
        SignInPage signIn = SignInPage.of(http, installation.gateway());
        attacks = new Attacks(client.authorization(), attacker, signIn).all();
        nobodies = new Nobodies(http, installation.identity(), signIn);
    }

    /** @param jvm options of the installation's JVM */
    public static void run(BenchStore.Choice choice, List<String> jvm, Path folder, PrintStream out)
            throws InterruptedException, IOException {
        String prefix = BenchStore.newPrefix();
        Path client = folder.resolve("client");
        List<String> settings = List.of(
                "--kepu.identity.bootstrap-client=" + client,
                "--kepu.identity.first-password-file=" + folder.resolve("first-password"));
        try (InstallationProcess installation = InstallationProcess.start(choice, prefix, folder, settings, jvm)) {
            UnderAttack bench = new UnderAttack(installation, client, out);
            out.println();
            out.printf(
                    "Under attack: a client makes %d calls a second, one in %d a write; %s%n",
                    WaitingClient.CALLS_PER_SECOND, WaitingClient.ONE_WRITES_IN, String.join(" ", jvm));
            out.printf("  store: %s%n", installation.store());
            bench.measure();
            bench.remembers();
            out.printf("  lines of ERROR in the log: %d%n", errors(folder.resolve("logs")));
        } finally {
            String given = choice.environment().getOrDefault("MONGODB_URI", "");
            if (!given.isBlank()) {
                BenchStore.drop(given, prefix);
            }
        }
    }

    private void measure() throws InterruptedException {
        client.calls(WARM_UP); // a cold JVM is not what is measured
        meanwhile(attacks, EACH, new TreeMap<>());
        print("nothing", client.calls(EACH), "");
        for (Attack attack : attacks) {
            Map<String, Integer> answers = new TreeMap<>();
            Waits waits = meanwhile(List.of(attack), EACH, answers);
            print(attack.name(), waits, String.valueOf(answers));
        }
        print("all of these at once", meanwhile(attacks, ALL, new TreeMap<>()), "");
    }

    private Waits meanwhile(List<Attack> tried, Duration duration, Map<String, Integer> answers)
            throws InterruptedException {
        List<Attack.Running> running = new ArrayList<>();
        for (Attack attack : tried) {
            running.add(attack.begin(running.size(), installation.gateway().getPort()));
        }
        try {
            return client.calls(duration);
        } finally {
            running.forEach(Attack.Running::stop);
            for (Attack.Running attack : running) {
                attack.await();
                answers.putAll(attack.answers());
            }
        }
    }

    private void print(String attack, Waits waits, String answers) {
        out.printf(
                "  %-36s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   %s %s%n",
                attack,
                waits.percentile(0.5),
                waits.percentile(0.99),
                waits.longest(),
                waits.refusals().isEmpty() ? "" : "client refused " + waits.refusals() + ";",
                answers);
    }

    /** Heap of the whole installation, in which nothing else goes on. */
    private void remembers() throws InterruptedException {
        nobodies.call(0, ANONYMOUS_CALLS / 20);
        long before = installation.usedHeap();
        Map<Integer, Integer> statuses = nobodies.call(ANONYMOUS_CALLS / 20, ANONYMOUS_CALLS);
        long after = installation.usedHeap();
        out.printf(
                "  %,d anonymous calls to identity, answered %s: heap in use %,.1f MB before, %,.1f MB after%n",
                ANONYMOUS_CALLS, statuses, before / 1e6, after / 1e6);
    }

    private static long errors(Path logs) throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            long errors = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                errors += Files.readAllLines(file).stream()
                        .filter(line -> line.contains(" ERROR "))
                        .count();
            }
            return errors;
        }
    }
}
