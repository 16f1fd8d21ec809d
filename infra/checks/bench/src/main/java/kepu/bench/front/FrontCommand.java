package kepu.bench.front;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kepu.bench.installation.Orders;
import kepu.gateway.Gateway;
import kepu.standalone.LocalInstallation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The gateway in a process of its own: says on which port it listens, then follows {@link Orders}. */
@Command(name = "front", hidden = true)
public final class FrontCommand implements Callable<Integer> {
    @Option(names = "--logs", required = true)
    private Path logs = Path.of("");

    @Parameters
    private List<String> settings = List.of();

    @Override
    public Integer call() throws IOException {
        LocalInstallation.logTo(logs);
        try (var gateway = Gateway.start(settings.toArray(String[]::new))) {
            Orders.follow(gateway.getEnvironment().getRequiredProperty("local.server.port"));
        }
        return 0;
    }
}
