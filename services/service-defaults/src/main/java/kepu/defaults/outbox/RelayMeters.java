package kepu.defaults.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the relay shows of itself. */
final class RelayMeters {
    private static final Duration[] AGES = Stream.of(
                    100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Counter sent;
    private final Counter failed;
    private final Timer age;

    RelayMeters(PendingOutboxes pending, MeterRegistry meters) {
        this.sent = records(meters, "sent");
        this.failed = records(meters, "failed");
        this.age = Timer.builder("kepu.outbox.age")
                .description("age of an event, from being recorded, when Kafka acknowledged it")
                .serviceLevelObjectives(AGES)
                .register(meters);
        Gauge.builder("kepu.outbox.pending", pending, PendingOutboxes::count)
                .description("aggregates with events that are not on Kafka yet")
                .register(meters);
        Gauge.builder(
                        "kepu.outbox.oldest.age",
                        pending,
                        outboxes -> outboxes.oldestAge().toMillis() / 1000.0)
                .description("age of the oldest event that is not on Kafka yet")
                .baseUnit("seconds")
                .register(meters);
    }

    private static Counter records(MeterRegistry meters, String result) {
        return Counter.builder("kepu.relay.records")
                .description("events that Kafka acknowledged, and attempts that it did not answer or refused")
                .tag("result", result)
                .register(meters);
    }

    void sent(long ageMillis) {
        age.record(Math.max(0, ageMillis), TimeUnit.MILLISECONDS);
        sent.increment();
    }

    void failed() {
        failed.increment();
    }
}
