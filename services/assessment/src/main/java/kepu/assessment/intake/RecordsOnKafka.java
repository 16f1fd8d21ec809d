package kepu.assessment.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.EventCodec;
import kepu.contracts.UnreadableEvent;
import kepu.contracts.WireRecord;
import kepu.defaults.consume.ReceivedEvent;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Reads again what one unit told, from given offsets on. It is in no consumer group. */
@Component
class RecordsOnKafka {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_EVENTS = 1_000;

    private final Map<String, Object> settings;

    RecordsOnKafka(KafkaProperties properties) {
        settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    /**
     * Some events of a unit.
     *
     * @param next offsets from which to read on
     * @param isLast whether there are no more
     */
    record Chunk(List<ReceivedEvent> events, Map<TopicPartition, Long> next, boolean isLast) {}

    /** The next events of a unit in the order of each partition, about a thousand at most. */
    Chunk read(String unitId, Map<TopicPartition, Long> from) {
        if (from.isEmpty()) {
            return new Chunk(List.of(), from, true);
        }
        List<ReceivedEvent> events = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
            boolean isLast = false;
            while (!isLast && events.size() < MOST_EVENTS) {
                for (ConsumerRecord<String, byte[]> received : consumer.poll(POLL)) {
                    if (unitId.equals(received.key())) {
                        add(received, events);
                    }
                }
                isLast = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            from.keySet().forEach(partition -> next.put(partition, consumer.position(partition)));
            return new Chunk(events, next, isLast);
        }
    }

    private static void add(ConsumerRecord<String, byte[]> received, List<ReceivedEvent> events) {
        try {
            WireRecord wire = WireRecord.of(received);
            EventCodec.decode(wire)
                    .ifPresent(envelope ->
                            events.add(new ReceivedEvent(envelope, wire, received.partition(), received.offset())));
        } catch (UnreadableEvent e) {
            return; // a dead letter since it came first
        }
    }
}
