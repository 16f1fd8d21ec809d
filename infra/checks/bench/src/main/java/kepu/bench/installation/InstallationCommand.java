package kepu.bench.installation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kepu.standalone.LocalInstallation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The installation of an {@link InstallationProcess}: says where it listens, then follows {@link Orders}. */
@Command(name = "installation", hidden = true)
public final class InstallationCommand implements Callable<Integer> {
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
                data, new LocalInstallation.Ports(0, 0, 0), store.environment(), prefix, settings, nowhere)) {
            Orders.follow(
                    installation.gateway().toString(),
                    installation.kafka(),
                    installation.store(),
                    String.valueOf(installation.services().get("identity")));
        }
        return 0;
    }
}
