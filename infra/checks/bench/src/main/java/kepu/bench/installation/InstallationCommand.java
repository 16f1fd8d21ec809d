package kepu.bench.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import kepu.standalone.LocalInstallation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The installation of an {@link InstallationProcess}: says where it listens, then does what it is told on its standard input,
 * {@code record} and {@code dump <file>}, until that ends.
 */
@Command(name = "installation", hidden = true)
public final class InstallationCommand implements Callable<Integer> {
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(5);

    @Option(names = "--store", required = true)
    private BenchStore.Choice store = BenchStore.Choice.USUAL;

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--prefix", required = true)
    private String prefix = "";

    @Parameters
    private List<String> settings = List.of();

    @Override
    public Integer call() throws IOException {
        LocalInstallation.logTo(data.resolve("logs"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (LocalInstallation installation = LocalInstallation.open(
                        data, new LocalInstallation.Ports(0, 0, 0), store.environment(), prefix, settings, nowhere);
                Recording recording = new Recording()) {
            System.out.println(
                    "ready\t" + installation.gateway() + '\t' + installation.kafka() + '\t' + installation.store());
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals("record")) {
                    recording.enable("jdk.GCPhasePause");
                    recording
                            .enable("jdk.CPUTimeSample")
                            .with("throttle", BETWEEN_SAMPLES.toMillis() + "ms")
                            .withStackTrace();
                    recording.start();
                } else {
                    recording.stop();
                    recording.dump(Path.of(order.substring("dump ".length())));
                }
                System.out.println("done");
            }
        }
        return 0;
    }
}
