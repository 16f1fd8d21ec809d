package kepu.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kepu.sample.SampleCounty;
import kepu.sample.load.ClientCredentials;
import kepu.sample.load.LoadStopped;
import kepu.sample.load.SampleLoader;

/** The sample county of this installation, loaded once by a machine account that exists for nothing else. */
final class SampleData {
    private final Path bootstrap;
    private final Path accounts;
    private final Path journal;

    SampleData(Path data) {
        bootstrap = data.resolve("keys").resolve("sample-loader");
        accounts = data.resolve("sample-accounts.txt");
        journal = data.resolve("sample.journal");
    }

    /** Where the names and secrets of the sample's accounts are. */
    Path accounts() {
        return accounts;
    }

    private boolean isDone() {
        return Files.exists(accounts) && !Files.exists(bootstrap);
    }

    /** What identity must know at its start. */
    List<String> settings() {
        return isDone() ? List.of() : List.of("--kepu.identity.bootstrap-client=" + bootstrap);
    }

    /** Loads the sample, or goes on with it, and prints its ranking. */
    void show(URI gateway, PrintStream out) {
        try {
            if (isDone()) {
                if (SampleLoader.hasAccounts(accounts)) {
                    SampleLoader.printRanking(gateway, accounts, new SampleCounty(), out);
                }
                return;
            }
            load(gateway, out);
        } catch (LoadStopped e) {
            out.println("The sample county is not loaded completely: " + e.getMessage());
            out.println("The next start goes on with it; --no-sample leaves it alone.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(URI gateway, PrintStream out) throws IOException {
        var county = new SampleCounty();
        var loader = new SampleLoader(gateway, ClientCredentials.in(bootstrap), accounts, out);
        if (loader.isEmpty() || Files.exists(journal)) {
            loader.load(county, journal);
            loader.printRanking(county);
            loader.printDigest(county);
        } else {
            Files.writeString(accounts, "# The county was there already, so that no account was opened.\n");
        }
        loader.retire();
        Files.deleteIfExists(bootstrap);
    }
}
