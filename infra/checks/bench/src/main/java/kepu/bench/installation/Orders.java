package kepu.bench.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** What a {@link BenchProcess} is told on its standard input, and what it says. */
public final class Orders {
    static final String READY = "ready";
    static final String RECORD = "record";
    static final String DUMP = "dump ";
    static final String DONE = "done";

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
}
