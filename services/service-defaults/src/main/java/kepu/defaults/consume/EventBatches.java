package kepu.defaults.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.UnreadableEvent;
import kepu.contracts.WireRecord;
import kepu.defaults.trace.Traces;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;

/**
 * Reads each record of a batch for itself: events go to the listener, unknown types are skipped and counted, what can
 * never be read is parked on the dead-letter topic at once and leaves its neighbours alone.
 *
 * <p>A batch is done when the listener has taken its events and the dead-letter topic the rest; until then the same
 * batch comes again.
 */
final class EventBatches implements BatchConsumerAwareMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(EventBatches.class);
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final EventSubscription subscription;
    private final KafkaOperations<byte[], byte[]> deadLetters;
    private final Counter applied;
    private final Counter duplicate;
    private final Counter skipped;
    private final Counter parked;
    private final Counter failures;
    private final Timer taking;
    private final Timer failing;
    private final Watermark watermark;
    private final MeterRegistry meters;
    private final Traces traces;

    EventBatches(
            EventSubscription subscription,
            KafkaOperations<byte[], byte[]> deadLetters,
            Watermark watermark,
            MeterRegistry meters,
            Traces traces) {
        this.traces = traces;
        this.meters = meters;
        this.watermark = watermark;
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.applied = outcome(meters, "applied");
        this.duplicate = outcome(meters, "duplicate");
        this.skipped = outcome(meters, "skipped");
        this.parked = outcome(meters, "parked");
        this.failures = Counter.builder("kepu.consumer.failures")
                .description("batches that were not taken and come again")
                .tag("group", subscription.group())
                .register(meters);
        this.taking = batch(meters, "applied");
        this.failing = batch(meters, "failed");
    }

    private Timer batch(MeterRegistry meters, String outcome) {
        return Timer.builder("kepu.consumer.batch")
                .description("time that a batch took, by whether it was taken or comes again")
                .tag("group", subscription.group())
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("kepu.consumer.records")
                .description("records read, by what became of them; parked ones are on the dead-letter topic")
                .tag("group", subscription.group())
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        Timer.Sample sample = Timer.start(meters);
        Timer outcome = failing;
        watermark.coming(records);
        try {
            traces.batch(subscription.group(), records.stream().map(EventBatches::traceparent), () -> take(records));
            watermark.taken(records, Objects.requireNonNull(consumer));
            outcome = taking;
        } catch (RuntimeException e) {
            failures.increment();
            throw e;
        } catch (Error e) { // it would end the container, and with it the subscription, for good
            failures.increment();
            throw new IllegalStateException("the batch was not taken", e);
        } finally {
            sample.stop(outcome);
        }
    }

    private static @Nullable String traceparent(ConsumerRecord<?, ?> received) {
        Header header = received.headers().lastHeader("traceparent");
        return header == null ? null : text(header.value());
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Received> events = new ArrayList<>(records.size());
        Map<ConsumerRecord<byte[], byte[]>, UnreadableEvent> unreadable = new LinkedHashMap<>();
        int unknown = 0;
        for (ConsumerRecord<byte[], byte[]> received : records) {
            try {
                WireRecord wire = WireRecord.of(withTextKey(received));
                Envelope<?> envelope = EventCodec.decode(wire).orElse(null);
                if (envelope == null) {
                    unknown++;
                } else {
                    events.add(new Received(envelope, wire));
                }
            } catch (UnreadableEvent e) {
                unreadable.put(received, e);
            }
        }
        int fresh = events.isEmpty() ? 0 : subscription.listener().on(List.copyOf(events));
        // Only now: while the listener fails the batch comes again and again, and would be parked as often.
        List<CompletableFuture<?>> parking = new ArrayList<>();
        unreadable.forEach((received, why) -> parking.add(park(received, why)));
        parking.forEach(CompletableFuture::join);
        applied.increment(fresh);
        duplicate.increment(events.size() - fresh);
        skipped.increment(unknown);
        parked.increment(parking.size());
    }

    /** Keys come as bytes, so that one which is no text can be parked as it is. */
    private static ConsumerRecord<String, byte[]> withTextKey(ConsumerRecord<byte[], byte[]> received) {
        return new ConsumerRecord<>(
                received.topic(),
                received.partition(),
                received.offset(),
                received.timestamp(),
                received.timestampType(),
                received.serializedKeySize(),
                received.serializedValueSize(),
                text(received.key()),
                received.value(),
                received.headers(),
                received.leaderEpoch());
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    private CompletableFuture<?> park(ConsumerRecord<byte[], byte[]> received, UnreadableEvent why) {
        String topic = Contracts.deadLetterTopic(received.topic(), subscription.group());
        log.warn(
                "parked on {}: {} [{}-{}@{}]",
                topic,
                why.code(),
                received.topic(),
                received.partition(),
                received.offset());
        return deadLetters.send(DeadLetter.of(topic, received, why));
    }
}
