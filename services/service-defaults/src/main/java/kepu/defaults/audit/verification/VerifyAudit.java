package kepu.defaults.audit.verification;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import kepu.defaults.audit.AuditDocuments;
import kepu.defaults.audit.signature.TrustedKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that verifies audit logs: exit 0 if all is as it was signed, 1 if not, 2 if it could not be verified. */
@Command(
        name = "verify-audit",
        mixinStandardHelpOptions = true,
        description = "Looks whether the audit logs of the services are as they were signed.",
        exitCodeOnExecutionException = VerifyAudit.NOT_VERIFIED)
public final class VerifyAudit implements Callable<Integer> {
    public static final int SOUND = 0;
    public static final int FINDINGS = 1;
    public static final int NOT_VERIFIED = 2;

    @Option(names = "--store", required = true, description = "where the documents are: mongodb://…")
    private String store = "";

    @Option(names = "--database", description = "which of its databases; may be repeated; else all with an audit log")
    private List<String> databases = new ArrayList<>();

    @Option(names = "--database-prefix", description = "only those of its databases whose names begin so")
    private String databasePrefix = "";

    @Option(names = "--key", required = true, description = "PEM file of a public key that is trusted; may be repeated")
    private List<Path> keys = new ArrayList<>();

    @Option(
            names = "--anchors",
            description =
                    "file that remembers which heads were seen, so that an older log in place of a newer is found;"
                            + " made if it is not there, to be kept away from the store")
    private @Nullable Path anchors;

    private final PrintStream out;

    VerifyAudit(PrintStream out) {
        this.out = out;
    }

    public static void main(String... args) {
        LoggingSystem.get(VerifyAudit.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        System.exit(run(System.out, args));
    }

    /** Verifies as the arguments say. @return the exit code */
    public static int run(PrintStream out, String... args) {
        return new CommandLine(new VerifyAudit(out))
                .setExecutionExceptionHandler((failure, line, _) -> {
                    line.getErr().println("not verified: " + failure.getMessage());
                    return NOT_VERIFIED;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        AuditVerifier verifier = new AuditVerifier(TrustedKeys.in(keys));
        CheckpointHistory seen = anchors == null ? CheckpointHistory.none() : CheckpointHistory.in(anchors);
        List<AuditReport> reports = new ArrayList<>();
        try (MongoClient client = MongoClients.create(store)) {
            for (String name : names(client, seen)) {
                AuditReport report = verifier.verify(client.getDatabase(name), seen);
                if (report.chains().isEmpty() && databases.contains(name)) {
                    throw new IllegalArgumentException(name + " has no audit log");
                }
                reports.add(report);
                print(report);
            }
        } catch (MongoException e) {
            throw new IllegalArgumentException("the store does not answer: " + e.getMessage(), e);
        }
        if (reports.isEmpty()) {
            throw new IllegalArgumentException("no database there has an audit log");
        }
        return conclude(reports);
    }

    private List<String> names(MongoClient client, CheckpointHistory seen) {
        if (!databases.isEmpty()) {
            return databases;
        }
        TreeSet<String> names = new TreeSet<>(seen.databases());
        for (String name : client.listDatabaseNames()) {
            if (hasLog(client.getDatabase(name))) {
                names.add(name);
            }
        }
        names.removeIf(name -> !name.startsWith(databasePrefix));
        return List.copyOf(names);
    }

    private static boolean hasLog(MongoDatabase database) {
        for (String collection : database.listCollectionNames()) {
            if (collection.equals(AuditDocuments.ENTRIES) || collection.equals(AuditDocuments.HEADS)) {
                return true;
            }
        }
        return false;
    }

    private void print(AuditReport report) {
        out.printf(
                "%s: %,d units, %,d entries%n",
                report.database(), report.chains().size(), report.entries());
        for (AuditReport.Chain chain : report.chains()) {
            if (chain.isSound()) {
                String pending = chain.pending() == 0 ? "" : "  (" + chain.pending() + " more wait for a signature)";
                out.printf("  ok   %s  up to %d  %s%s%n", chain.unit(), chain.number(), chain.hash(), pending);
            }
        }
        for (AuditReport.Chain chain : report.chains()) {
            chain.findings().forEach(finding -> out.printf("  BAD  %s  %s%n", chain.unit(), finding));
        }
    }

    private int conclude(List<AuditReport> reports) {
        long bad = reports.stream()
                .flatMap(report -> report.chains().stream())
                .filter(chain -> !chain.isSound())
                .count();
        long all = reports.stream().mapToLong(report -> report.chains().size()).sum();
        if (bad == 0) {
            out.printf("All %,d chains are as they were signed.%n", all);
            return SOUND;
        }
        out.printf("%,d of %,d chains are NOT as they were signed.%n", bad, all);
        return FINDINGS;
    }
}
