package kepu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that the figures belong to. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = "";
        if (Files.isReadable(cpus)) {
            model = Files.readAllLines(cpus).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        }
        Runtime runtime = Runtime.getRuntime();
        return "Machine: %d cores%s, %s %s, Java %s, heap up to %d MiB"
                .formatted(
                        runtime.availableProcessors(),
                        model,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        runtime.maxMemory() >> 20);
    }
}
