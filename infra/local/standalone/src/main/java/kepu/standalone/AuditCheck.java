package kepu.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kepu.defaults.audit.verification.VerifyAudit;
import kepu.standalone.store.DocumentStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifies the audit logs of all services of one installation, running or stopped. */
@Command(
        name = "infra/bin/verify-audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeOnExecutionException = AuditCheck.NOT_VERIFIED,
        description =
                "Looks whether the audit logs of an installation are as they were signed: nothing edited, deleted,"
                        + " reordered or cut off. Ends with 0 if so, 1 if not, 2 if that could not be found out.")
final class AuditCheck implements Callable<Integer> {
    static final int NOT_VERIFIED = 2;

    @Option(
            names = "--data",
            defaultValue = "data",
            description = "folder for all data, of a running or a stopped Kepu (default ./${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(names = "--store", description = "where the documents are, mongodb://…, if not where the data folder says")
    private @Nullable String store;

    @Option(
            names = "--key",
            description = "PEM file of a public key that is trusted; may be repeated; else those in the data folder's"
                    + " keys, which whoever can write there could have replaced")
    private List<Path> keys = new ArrayList<>();

    @Option(
            names = "--anchors",
            description = "file that remembers which heads were seen, so that an older log in place of a newer is found"
                    + " (default <data>/audit-anchors.jsonl; safer elsewhere)")
    private @Nullable Path anchors;

    private final PrintStream out;

    AuditCheck(PrintStream out) {
        this.out = out;
    }

    public static void main(String... args) {
        System.setProperty("logback.configurationFile", "logback-command.xml"); // the log file is the running Kepu's
        System.exit(run(System.out, args));
    }

    /** @return the exit value */
    static int run(PrintStream out, String... args) {
        return new CommandLine(new AuditCheck(out))
                .setExecutionExceptionHandler((failure, line, _) -> {
                    line.getErr().println("Not verified: " + failure.getMessage());
                    return NOT_VERIFIED;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data)) {
            throw new IllegalArgumentException(
                    "there is no folder " + data.toAbsolutePath().normalize());
        }
        if (store != null) {
            return verify(store);
        }
        String running = LocalInstallation.storeIfRunning(data);
        if (running != null) {
            return verify(running);
        }
        try (DocumentStore stopped = DocumentStore.open(data.resolve("store"), 0, System.getenv())) {
            return verify(stopped.uri());
        }
    }

    private int verify(String uri) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--store",
                uri,
                "--database-prefix",
                Pairing.of(data, null).databases(),
                "--anchors",
                (anchors == null ? data.resolve("audit-anchors.jsonl") : anchors).toString()));
        for (Path key : keys.isEmpty() ? ownKeys() : keys) {
            arguments.addAll(List.of("--key", key.toString()));
        }
        return VerifyAudit.run(out, arguments.toArray(String[]::new));
    }

    private List<Path> ownKeys() throws IOException {
        Path folder = LocalInstallation.keys(data);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> found = files.filter(file -> file.toString().endsWith(".pem.pub"))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new IllegalArgumentException("there is no public key in " + folder);
    }
}
