package kepu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kepu.bench.attack.UnderAttack;
import kepu.bench.front.FrontCommand;
import kepu.bench.installation.BenchStore;
import kepu.bench.installation.InstallationCommand;
import kepu.standalone.LocalInstallation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs every bench once, or those named, and prints the figures with the machine and the store that they were seen on. */
@Command(
        name = "infra/checks/bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {InstallationCommand.class, FrontCommand.class},
        description = "Measures what a path costs beside what its parts cost raw.")
final class Bench implements Callable<Integer> {
    private enum Name {
        RELAY,
        INGEST,
        VISIBLE,
        COST,
        GROWTH,
        REBUILD,
        GATEWAY,
        ABUSE
    }

    @Parameters(
            arity = "0..*",
            description = "relay, ingest, visible, cost, growth, rebuild, gateway, abuse; all if none is named")
    private Set<Name> names = EnumSet.allOf(Name.class);

    @Option(
            names = "--store",
            description =
                    "usual, mongod or embedded; may be repeated, to see stores side by side. Usual is what infra/run"
                            + " would take: MONGODB_URI, else a mongod of this machine, else the embedded store")
    private List<BenchStore.Choice> stores = List.of(BenchStore.Choice.USUAL);

    @Option(
            names = "--jvm",
            description =
                    "option of the JVM of what is measured, for visible, cost, gateway and abuse; may be repeated. Usual is"
                            + " what infra/jvm-options names, and for a whole installation infra/local/standalone/jvm-options")
    private List<String> jvm = List.of();

    @Option(
            names = "--warm-up",
            description =
                    "commands before anything is measured, for visible and cost, at most 55,000 (default ${DEFAULT-VALUE})")
    private int warmUp = 12_000;

    @Option(names = "--rate", description = "commands a second, for cost (default ${DEFAULT-VALUE})")
    private int rate = 200;

    /** @param files properties that name files of options */
    private List<String> jvm(String... files) throws IOException {
        if (!jvm.isEmpty()) {
            return jvm;
        }
        List<String> options = new ArrayList<>();
        for (String file : files) {
            Files.readAllLines(Path.of(Objects.requireNonNull(System.getProperty(file), file))).stream()
                    .filter(line -> line.startsWith("-"))
                    .forEach(options::add);
        }
        return options;
    }

    private List<String> jvmOfInstallation() throws IOException {
        return jvm("kepu.jvm-options", "kepu.launcher-jvm-options");
    }

    public static void main(String... args) {
        // The JDK's HTTP server reads it once; without it the second part of an answer waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Kafka leaves threads behind
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("kepu-bench");
        try {
            LocalInstallation.logTo(folder.resolve("logs"));
            out.println(Machine.describe());
            for (Name name : names) {
                if (name == Name.GATEWAY) { // stores nothing
                    GatewayRate.run(jvm("kepu.jvm-options"), folder.resolve("gateway"), out);
                    continue;
                }
                for (int i = 0; i < stores.size(); i++) {
                    run(name, stores.get(i), folder.resolve(name + "-" + i), out);
                }
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private void run(Name name, BenchStore.Choice store, Path folder, PrintStream out)
            throws InterruptedException, IOException {
        switch (name) {
            case RELAY -> RelayDrain.run(store, folder, out);
            case INGEST -> IngestRate.run(store, folder, out);
            case VISIBLE -> ScoreVisible.run(store, warmUp, jvmOfInstallation(), folder, out);
            case COST -> ScoreVisible.cost(store, warmUp, rate, jvmOfInstallation(), folder, out);
            case GROWTH -> Growth.run(store, folder, out);
            case REBUILD -> Rebuild.run(store, folder, out);
            case ABUSE -> UnderAttack.run(store, jvmOfInstallation(), folder, out);
            case GATEWAY -> throw new IllegalArgumentException("the gateway stores nothing");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
