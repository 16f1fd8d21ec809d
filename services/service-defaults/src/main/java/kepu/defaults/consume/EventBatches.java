package kepu.defaults.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.UnreadableEvent;
import kepu.contracts.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Reads each record of a batch for itself: events go to the listener, unknown types are skipped and counted, what can
 * never be read is parked on the dead-letter topic at once and leaves its neighbours alone.
 */
final class EventBatches implements BatchMessageListener<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(EventBatches.class);

    private final EventSubscription subscription;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Counter applied;
    private final Counter duplicate;
    private final Counter skipped;
    private final Counter parked;

    EventBatches(EventSubscription subscription, KafkaTemplate<String, byte[]> kafka, MeterRegistry meters) {
        this.subscription = subscription;
        this.kafka = kafka;
        this.applied = outcome(meters, "applied");
        this.duplicate = outcome(meters, "duplicate");
        this.skipped = outcome(meters, "skipped");
        this.parked = outcome(meters, "parked");
    }

    private Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("kepu.consumer.records")
                .description("records read, by what became of them; parked ones are on the dead-letter topic")
                .tag("group", subscription.group())
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<Received> events = new ArrayList<>(records.size());
        List<CompletableFuture<?>> parking = new ArrayList<>();
        int unknown = 0;
        for (ConsumerRecord<String, byte[]> received : records) {
            try {
                WireRecord wire = WireRecord.of(received);
                Envelope<?> envelope = EventCodec.decode(wire).orElse(null);
                if (envelope == null) {
                    unknown++;
                } else {
                    events.add(new Received(envelope, wire));
                }
            } catch (UnreadableEvent e) {
                parking.add(park(received, e));
            }
        }
        int fresh = events.isEmpty() ? 0 : subscription.listener().on(events);
        parking.forEach(CompletableFuture::join);
        applied.increment(fresh);
        duplicate.increment(events.size() - fresh);
        skipped.increment(unknown);
        parked.increment(parking.size());
    }

    private CompletableFuture<?> park(ConsumerRecord<String, byte[]> received, UnreadableEvent why) {
        String topic = Contracts.deadLetterTopic(received.topic(), subscription.group());
        log.warn(
                "parked on {}: {} [{}-{}@{}]",
                topic,
                why.code(),
                received.topic(),
                received.partition(),
                received.offset());
        var dead = new ProducerRecord<>(topic, received.partition(), received.key(), received.value());
        received.headers().forEach(dead.headers()::add);
        dead.headers()
                .add("kepu_reason", why.code().getBytes(StandardCharsets.UTF_8))
                .add("kepu_origin", (received.topic() + "-" + received.partition() + "@" + received.offset())
                        .getBytes(StandardCharsets.UTF_8));
        return kafka.send(dead);
    }
}
