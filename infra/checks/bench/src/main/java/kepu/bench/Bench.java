package kepu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import kepu.standalone.LocalInstallation;

/**
 * Runs every bench once, or those named ({@code relay ingest visible}), and prints the figures with the machine and the
 * store that they were seen on.
 */
final class Bench {
    private Bench() {}

    public static void main(String... args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("kepu-bench");
        try {
            LocalInstallation.logTo(folder.resolve("logs"));
            out.println(Machine.describe());
            Set<String> chosen = args.length == 0 ? Set.of("relay", "ingest", "visible") : Set.of(args);
            if (chosen.contains("relay")) {
                RelayDrain.run(folder.resolve("relay"), out);
            }
            if (chosen.contains("ingest")) {
                IngestRate.run(folder.resolve("ingest"), out);
            }
            if (chosen.contains("visible")) {
                ScoreVisible.run(folder.resolve("visible"), out);
            }
        } finally {
            delete(folder);
        }
        System.exit(0); // Kafka leaves threads behind
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
