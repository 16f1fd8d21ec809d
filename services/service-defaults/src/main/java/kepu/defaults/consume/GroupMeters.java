package kepu.defaults.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What meters and log say of a consumer group: its batches, why they fail, what became of their records, how old the oldest
 * untaken one is.
 */
public final class GroupMeters {
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final String group;
    private final MeterRegistry meters;
    private final Counter applied;
    private final Counter duplicate;
    private final Counter skipped;
    private final Counter deadLettered;
    private final Counter failures;
    private final Timer taking;
    private final Timer failing;
    private final Watermark watermark;
    private final FailureLog failureLog;

    /** What became of the records of a batch that was taken. */
    public record Outcome(int applied, int duplicate, int skipped, int deadLettered) {}

    public GroupMeters(String group, Clock clock, MeterRegistry meters) {
        this.group = group;
        this.meters = meters;
        watermark = new Watermark(group, clock, meters);
        failureLog = new FailureLog(group, clock);
        applied = records("applied");
        duplicate = records("duplicate");
        skipped = records("skipped");
        deadLettered = records("parked");
        failures = Counter.builder("kepu.consumer.failures")
                .description("batches that were not taken and come again")
                .tag("group", group)
                .register(meters);
        taking = batches("applied");
        failing = batches("failed");
    }

    private Timer batches(String outcome) {
        return Timer.builder("kepu.consumer.batch")
                .description("time that a batch took, by whether it was taken or comes again")
                .tag("group", group)
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private Counter records(String outcome) {
        return Counter.builder("kepu.consumer.records")
                .description("records read, by what became of them; parked ones are on the dead-letter topic")
                .tag("group", group)
                .tag("outcome", outcome)
                .register(meters);
    }

    Watermark watermark() {
        return watermark;
    }

    /** Does what a listener does with a batch; whatever it throws, the batch counts as failed and comes again. */
    public void batch(
            List<? extends ConsumerRecord<?, ?>> records, @Nullable Consumer<?, ?> consumer, Supplier<Outcome> work) {
        Timer.Sample sample = Timer.start(meters);
        Timer outcome = failing;
        watermark.coming(records);
        try {
            Outcome became = work.get();
            applied.increment(became.applied());
            duplicate.increment(became.duplicate());
            skipped.increment(became.skipped());
            deadLettered.increment(became.deadLettered());
            watermark.taken(records, Objects.requireNonNull(consumer));
            failureLog.taken(records);
            outcome = taking;
        } catch (RuntimeException e) {
            failures.increment();
            failureLog.failed(records, e);
            throw e;
        } catch (Error e) { // it would end the container, and with it the subscription, for good
            failures.increment();
            failureLog.failed(records, e);
            throw new IllegalStateException("the batch was not taken", e);
        } finally {
            sample.stop(outcome);
        }
    }
}
