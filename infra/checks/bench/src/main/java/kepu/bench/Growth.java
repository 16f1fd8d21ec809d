package kepu.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import kepu.assessment.Assessment;
import kepu.bench.installation.BenchStore;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.embedded.EmbeddedBroker;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;

/** What one more fact costs assessment when a village's year holds so many already: time until scored, processor time. */
final class Growth {
    private static final List<Integer> LEVELS = List.of(100, 1_426, 7_176, 30_000);
    private static final int WARM_UP = 150;
    private static final int FACTS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Instant FIRST = Instant.parse("2025-01-01T02:00:00Z");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final KafkaProducer<String, byte[]> producer;
    private final MeterRegistry meters;
    private long sent;

    private Growth(KafkaProducer<String, byte[]> producer, MeterRegistry meters) {
        this.producer = producer;
        this.meters = meters;
    }

    static void run(BenchStore.Choice choice, Path folder, PrintStream out) {
        for (boolean mixed : new boolean[] {true, false}) {
            Path place = folder.resolve(mixed ? "mixed" : "one");
            try (EmbeddedBroker broker = EmbeddedBroker.start(place.resolve("kafka"), 0);
                    BenchStore store = BenchStore.open(choice, place.resolve("store"));
                    KafkaProducer<String, byte[]> producer = Updates.producer(broker.bootstrapServers());
                    ConfigurableApplicationContext assessment = assessment(broker, store)) {
                out.println();
                out.printf(
                        "Growth: one more board update in a village's year of so many facts, %s%n",
                        mixed ? "four kinds alike" : "board updates all");
                out.printf("  store: %s%n", store.description());
                new Growth(producer, assessment.getBean(MeterRegistry.class)).measure(mixed, out);
            }
        }
    }

    private static ConfigurableApplicationContext assessment(EmbeddedBroker broker, BenchStore store) {
        return Assessment.start(
                "--server.port=0",
                "--management.server.port=-1",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--spring.mongodb.uri=" + store.uri(),
                "--spring.mongodb.database=" + store.database("assessment"));
    }

    private void measure(boolean mixed, PrintStream out) {
        Updates.units().forEach(this::send);
        awaitScored();
        for (int i = 0; i < WARM_UP; i++) {
            one(Updates.village(1), "warm-" + i);
        }
        int facts = 0;
        for (int level : LEVELS) {
            for (; facts < level; facts++) {
                send(fact(facts, mixed));
            }
            long begun = System.nanoTime();
            if (!awaitScored()) {
                out.printf("  %,7d facts: not scored within %d minutes%n", level, PATIENCE.toMinutes());
                return;
            }
            long taken = System.nanoTime() - begun;
            one(Updates.village(0), "first-" + level);
            facts++;
            long[] took = new long[FACTS];
            long processor = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < FACTS; i++, facts++) {
                took[i] = one(Updates.village(0), "more-" + level + "-" + i);
            }
            double milliseconds = (SYSTEM.getProcessCpuTime() - processor) / 1e6 / FACTS;
            Arrays.sort(took);
            out.printf(
                    "  %,7d facts: scored after %.1f ms (p90 %.1f ms), %.1f ms of processor time; the backlog took %.1f s%n",
                    level, took[FACTS / 2] / 1e6, took[FACTS * 9 / 10] / 1e6, milliseconds, taken / 1e9);
        }
    }

    /** Sends one fact and waits until it is scored; the time that this takes. */
    private long one(String village, String id) {
        long begun = System.nanoTime();
        send(Updates.record(
                village, id, FIRST.plusSeconds(86_400L * (sent % 365)), new BoardUpdated("board", id, "科普挂图")));
        awaitScored();
        return System.nanoTime() - begun;
    }

    private void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
        sent++;
    }

    private boolean awaitScored() {
        producer.flush();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (scored() < sent) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(200_000);
        }
        return true;
    }

    private double scored() {
        return meters.get("kepu.consumer.records")
                .tag("group", "assessment")
                .tag("outcome", "applied")
                .counter()
                .count();
    }

    private static ProducerRecord<String, byte[]> fact(int number, boolean mixed) {
        return Updates.record(
                Updates.village(0),
                "fact-" + number,
                FIRST.plusSeconds(86_400L * (number % 365)),
                mixed ? Updates.anyKind(number) : new BoardUpdated("board", "fact-" + number, "科普挂图"));
    }
}
