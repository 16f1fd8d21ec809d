package kepu.bench.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** What a {@link BenchProcess} is told on its standard input, and what it says. */
public final class Orders {
    static final String READY = "ready";
    static final String RECORD = "record";
    static final String DUMP = "dump ";
    static final String HEAP = "heap";
    static final String DONE = "done";

    /** What the first collection finds, later ones may free. */
    private static final int COLLECTIONS = 5;

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(5);

    private Orders() {}

    /**
     * Says that all is ready, then does what it is told until the standard input ends.
     *
     * @param says what the bench must know
     */
    public static void follow(String... says) throws IOException {
        try (Recording recording = new Recording()) {
            System.out.println(READY + '\t' + String.join("\t", says));
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals(HEAP)) {
                    System.out.println(DONE + '\t' + usedHeap());
                    continue;
                }
                if (order.equals(RECORD)) {
                    recording.enable("jdk.GCPhasePause");
                    recording
                            .enable("jdk.CPUTimeSample")
                            .with("throttle", BETWEEN_SAMPLES.toMillis() + "ms")
                            .withStackTrace();
                    recording.start();
                } else {
                    recording.stop();
                    recording.dump(Path.of(order.substring(DUMP.length())));
                }
                System.out.println(DONE);
            }
        }
    }

    /** Bytes of what is still in use. */
    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
