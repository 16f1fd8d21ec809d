package kepu.standalone;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything, loads the sample county into an empty installation, and serves until it is stopped. */
@Command(
        name = "infra/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Kepu (党建带科普) on this machine, in one process. Ctrl-C stops it; data is kept.")
final class Standalone implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8080", description = "port of the gateway (default ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--management-port",
            defaultValue = "9080",
            description = "port of health and metrics; 0 takes a free one (default ${DEFAULT-VALUE})")
    private int managementPort;

    @Option(names = "--kafka-port", defaultValue = "9092", description = "port of Kafka (default ${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(
            names = "--store-port",
            defaultValue = "0",
            description = "port of the document store; 0 takes a free one (default ${DEFAULT-VALUE})")
    private int storePort;

    @Option(names = "--data", defaultValue = "data", description = "folder for all data (default ./${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--database-prefix",
            paramLabel = "PREFIX",
            description =
                    "what the names of its databases begin with, for one that shares a MongoDB with others; fixed by"
                            + " the first start (default kepu)")
    private @Nullable String databasePrefix;

    @Option(
            names = "--sample",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "load the sample county and its accounts into an empty installation (default ${DEFAULT-VALUE})")
    private boolean sample;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "setting for every service and the gateway, such as"
                    + " kepu.gateway.trusted-proxies=10.0.0.0/8; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "start, be ready, stop: what the build's start-up cache is made from")
    private boolean rehearse;

    public static void main(String... args) {
        System.exit(new CommandLine(new Standalone())
                .setExecutionExceptionHandler((failure, commandLine, _) -> {
                    explain(failure, commandLine.getErr()::println);
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        PrintStream out = System.out;
        LocalInstallation.logTo(data.resolve("logs"));
        var stopped = new CountDownLatch(1);
        var sampleData = new SampleData(data);
        List<String> all = new ArrayList<>(sample && !rehearse ? sampleData.settings() : List.of());
        settings.forEach(setting -> all.add("--" + setting));
        LocalInstallation installation = LocalInstallation.open(
                data,
                new LocalInstallation.Ports(port, kafkaPort, storePort, managementPort),
                rehearse ? Map.of() : System.getenv(), // a rehearsal touches nobody's data
                databasePrefix,
                all,
                out);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            installation.close();
            out.println(
                    "Kepu has stopped; its data is in " + data.toAbsolutePath().normalize());
            stopped.countDown();
        }));
        URI gateway = installation.gateway();
        out.printf(
                "Ready after %.1f s at %s%n",
                Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0, gateway);
        if (rehearse) {
            return 0;
        }
        if (sample) {
            sampleData.show(gateway, out);
        }
        out.println();
        out.println("Gateway  " + gateway);
        if (installation.management() != null) {
            out.println("Metrics  " + installation.management() + "/actuator");
        }
        out.println("Docs     " + gateway + "/docs (try the interface out in the browser)");
        out.println("Kafka    " + installation.kafka());
        out.println("Store    " + installation.store());
        out.println("Logs     " + data.resolve("logs").toAbsolutePath().normalize());
        out.println("Ctrl-C stops it.");
        stopped.await();
        return 0;
    }

    private static void explain(Throwable failure, Consumer<String> line) {
        line.accept("Kepu did not start: " + failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            line.accept("  because " + cause.getMessage());
        }
    }
}
