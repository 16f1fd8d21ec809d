package kepu.defaults.consume;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.UnreadableEvent;
import kepu.contracts.WireRecord;
import kepu.defaults.consume.GroupMeters.Outcome;
import kepu.defaults.pace.Pace;
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
 * never be read goes to the dead-letter topic at once and leaves its neighbours alone.
 *
 * <p>A batch is done when the listener has taken its events and the dead-letter topic the rest; until then the same
 * batch comes again.
 */
final class EventBatches implements BatchConsumerAwareMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(EventBatches.class);
    private final EventSubscription subscription;
    private final KafkaOperations<byte[], byte[]> deadLetters;
    private final GroupMeters meters;
    private final Traces traces;

    EventBatches(
            EventSubscription subscription,
            KafkaOperations<byte[], byte[]> deadLetters,
            GroupMeters meters,
            Traces traces) {
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.traces = traces;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        long begun = System.nanoTime();
        meters.batch(
                records,
                consumer,
                () -> traces.batch(
                        subscription.group(), records.stream().map(EventBatches::traceparent), () -> take(records)));
        LockSupport.parkNanos(Pace.leftSince(begun).toNanos()); // a little early now and then does no harm
    }

    private static @Nullable String traceparent(ConsumerRecord<?, ?> received) {
        Header header = received.headers().lastHeader("traceparent");
        return header == null ? null : text(header.value());
    }

    private Outcome take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ReceivedEvent> events = new ArrayList<>(records.size());
        Map<ConsumerRecord<byte[], byte[]>, UnreadableEvent> unreadable = new LinkedHashMap<>();
        int unknown = 0;
        for (ConsumerRecord<byte[], byte[]> received : records) {
            try {
                WireRecord wire = WireRecord.of(withTextKey(received));
                Envelope<?> envelope = EventCodec.decode(wire).orElse(null);
                if (envelope == null) {
                    unknown++;
                } else {
                    events.add(new ReceivedEvent(envelope, wire, received.partition(), received.offset()));
                }
            } catch (UnreadableEvent e) {
                unreadable.put(received, e);
            }
        }
        int fresh = events.isEmpty() ? 0 : subscription.listener().on(List.copyOf(events));
        // Only now: while the listener fails the batch comes again and again, and would become a dead letter as often.
        List<CompletableFuture<?>> deadLetters = new ArrayList<>();
        unreadable.forEach((received, why) -> deadLetters.add(deadLetter(received, why)));
        deadLetters.forEach(CompletableFuture::join);
        return new Outcome(fresh, events.size() - fresh, unknown, deadLetters.size());
    }

    /** Keys come as bytes, so that one which is no text can be a dead letter as it is. */
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

    private CompletableFuture<?> deadLetter(ConsumerRecord<byte[], byte[]> received, UnreadableEvent why) {
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
