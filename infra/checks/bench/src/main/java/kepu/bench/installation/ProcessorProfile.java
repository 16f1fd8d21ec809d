package kepu.bench.installation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where an installation's processor time goes, part by part, and its pauses; from a recording of the JVM. */
public record ProcessorProfile(Map<String, Duration> byPart, List<Duration> pauses) {
    private static final String OTHER = "other Java code";

    /** A part's classes, as prefixes of their names; the first part counts that has one anywhere on the stack. */
    private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put(
                "broker",
                List.of(
                        "kafka.",
                        "org.apache.kafka.server",
                        "org.apache.kafka.storage",
                        "org.apache.kafka.raft",
                        "org.apache.kafka.coordinator",
                        "org.apache.kafka.network",
                        "org.apache.kafka.image",
                        "org.apache.kafka.controller",
                        "org.apache.kafka.metadata",
                        "org.apache.kafka.timeline"));
        PARTS.put("embedded store", List.of("de.bwaldvogel.", "org.h2.mvstore", "kepu.embedded."));
        PARTS.put("gateway", List.of("kepu.gateway."));
        PARTS.put("audit log", List.of("kepu.defaults.audit."));
        PARTS.put("outbox relay", List.of("kepu.defaults.outbox."));
        PARTS.put("snapshots", List.of("kepu.defaults.snapshot."));
        PARTS.put("assessment", List.of("kepu.assessment."));
        PARTS.put("organization", List.of("kepu.organization."));
        PARTS.put(
                "copies and other consumers",
                List.of(
                        "kepu.defaults.consume.",
                        "kepu.volunteers.",
                        "kepu.readingrooms.",
                        "kepu.campaigns.",
                        "kepu.identity."));
        PARTS.put(
                "requests before and behind the service's own code",
                List.of(
                        "kepu.defaults.",
                        "org.springframework.web",
                        "org.springframework.security",
                        "org.apache.catalina",
                        "org.apache.coyote"));
        PARTS.put("Kafka clients", List.of("org.apache.kafka."));
        PARTS.put("HTTP connections", List.of("org.apache.tomcat", "jdk.internal.net.http", "java.net.http"));
        PARTS.put("MongoDB driver", List.of("com.mongodb."));
    }

    public static ProcessorProfile read(Path recording) throws IOException {
        Map<String, Duration> byPart = new TreeMap<>();
        List<Duration> pauses = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.GCPhasePause" -> pauses.add(event.getDuration());
                    case "jdk.CPUTimeSample" ->
                        byPart.merge(part(event), event.getDuration("samplingPeriod"), Duration::plus);
                    default -> {}
                }
            }
        }
        pauses.sort(null);
        return new ProcessorProfile(byPart, pauses);
    }

    private static String part(RecordedEvent sample) {
        if (sample.getStackTrace() == null) {
            return OTHER;
        }
        List<String> classes = sample.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(method -> method.getType().getName())
                .toList();
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
            for (String prefix : part.getValue()) {
                if (classes.stream().anyMatch(name -> name.startsWith(prefix))) {
                    return part.getKey();
                }
            }
        }
        return OTHER;
    }

    /** @param whole processor time of the process while it was recorded */
    public void print(PrintStream out, Duration whole, Duration compiled, Duration collected, int commands) {
        Duration java = byPart.values().stream().reduce(Duration.ZERO, Duration::plus);
        byPart.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .forEach(part -> print(out, part.getKey(), part.getValue(), commands));
        print(out, "compilers", compiled, commands);
        print(out, "collector and other work of the JVM", collected, commands);
        print(out, "not sampled", whole.minus(java).minus(compiled).minus(collected), commands);
    }

    private static void print(PrintStream out, String part, Duration time, int commands) {
        out.printf("    %-52s %6.2f ms%n", part, time.toNanos() / 1e6 / commands);
    }

    /** The longest and the median pause. */
    public String describePauses() {
        return pauses.isEmpty()
                ? "none"
                : "%d, median %.1f ms, longest %.1f ms"
                        .formatted(
                                pauses.size(),
                                pauses.get(pauses.size() / 2).toNanos() / 1e6,
                                pauses.getLast().toNanos() / 1e6);
    }
}
