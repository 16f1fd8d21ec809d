package kepu.sample.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import kepu.sample.SampleCounty;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Command line of the sample: loads the county into a running installation and prints its ranking. */
@Command(
        name = "sample-county",
        mixinStandardHelpOptions = true,
        version = "sample-county 0.1.0",
        description = "Loads a fictional county with one year of facts through the gateway and prints its ranking.")
public final class SampleCountyCommand implements Callable<Integer> {
    @Option(names = "--gateway", defaultValue = "http://127.0.0.1:8080", description = "default: ${DEFAULT-VALUE}")
    private URI gateway = URI.create("http://127.0.0.1:8080");

    @Option(names = "--parallel", defaultValue = "8", description = "villages at once, default: ${DEFAULT-VALUE}")
    private int parallel = SampleLoader.DEFAULT_PARALLEL;

    @Option(names = "--seed", defaultValue = "20250101", description = "default: ${DEFAULT-VALUE}")
    private long seed = SampleCounty.DEFAULT_SEED;

    @Option(names = "--year", defaultValue = "2025", description = "a year that is over, default: ${DEFAULT-VALUE}")
    private int year = SampleCounty.DEFAULT_YEAR;

    @Option(
            names = "--journal",
            defaultValue = "sample-county.journal",
            description = "file that remembers what was acknowledged, default: ${DEFAULT-VALUE}")
    private Path journal = Path.of("sample-county.journal");

    @Option(
            names = "--patience",
            defaultValue = "120",
            description = "seconds to wait for a gateway that is away or busy, default: ${DEFAULT-VALUE}")
    private long patienceSeconds = SampleLoader.DEFAULT_PATIENCE.toSeconds();

    @Option(
            names = "--client-id",
            required = true,
            defaultValue = "${env:KEPU_CLIENT_ID}",
            description = "machine account of a system administrator of the whole installation;"
                    + " default: the environment's KEPU_CLIENT_ID")
    private String clientId = "";

    @Option(
            names = "--client-secret",
            required = true,
            defaultValue = "${env:KEPU_CLIENT_SECRET}",
            interactive = true,
            arity = "0..1",
            description = "its secret, asked for if left empty; default: the environment's KEPU_CLIENT_SECRET")
    private String clientSecret = "";

    @Option(
            names = "--accounts",
            defaultValue = "sample-accounts.txt",
            description = "file for the sample's accounts and their first passwords, default: ${DEFAULT-VALUE}")
    private Path accounts = Path.of("sample-accounts.txt");

    /** Exits with 0 when everything is loaded and scored, 1 when the load stopped, 2 when the call was wrong. */
    public static void main(String[] args) {
        // The names are Chinese whatever the shell's locale says.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.exit(new CommandLine(new SampleCountyCommand()).execute(args));
    }

    @Override
    public Integer call() {
        Clock clock = Clock.system(SampleCounty.ZONE);
        if (LocalDate.now(clock).isBefore(LocalDate.of(year + 1, 2, 1))) {
            System.err.println("the sample's facts reach into January " + (year + 1) + ": choose an earlier --year");
            return 2;
        }
        PrintStream out = System.out;
        SampleCounty county = new SampleCounty(seed, year);
        SampleLoader loader = new SampleLoader(
                gateway,
                new ClientCredentials(clientId, clientSecret),
                accounts,
                parallel,
                Duration.ofSeconds(patienceSeconds),
                out);
        try {
            SampleLoader.Loaded loaded = loader.load(county, journal);
            out.printf(
                    "loaded: %d sent, %d already there, %d events, all scored%n",
                    loaded.sent(), loaded.alreadyThere(), loaded.events());
            loader.printRanking(county);
            loader.printDigest(county);
            return 0;
        } catch (LoadStopped stopped) {
            System.err.println(stopped.getMessage());
            return 1;
        }
    }
}
