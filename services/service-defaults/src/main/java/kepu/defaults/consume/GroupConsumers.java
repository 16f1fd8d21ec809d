package kepu.defaults.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Makes consumers that pause between their attempts to join a group until it has taken them in for the first time. */
final class GroupConsumers<K> extends DefaultKafkaConsumerFactory<K, byte[]> {
    private static final Duration PAUSE = Duration.ofMillis(50);

    GroupConsumers(Map<String, Object> settings, Deserializer<K> keys) {
        super(settings, keys, new ByteArrayDeserializer());
    }

    @Override
    protected Consumer<K, byte[]> createRawConsumer(Map<String, Object> settings) {
        return new Patient(settings);
    }

    /**
     * Till then Kafka's own (4.2) waits for an interval that only a group's coordinator tells, and of which it takes 0 for
     * granted: while no broker is there it asks again at once, with all of a processor (KAFKA-21010).
     */
    private final class Patient extends ExtendedKafkaConsumer {
        Patient(Map<String, Object> settings) {
            super(settings);
        }

        @Override
        public ConsumerRecords<K, byte[]> poll(Duration longest) {
            if (isTakenIn()) {
                return super.poll(longest);
            }
            ConsumerRecords<K, byte[]> polled = super.poll(Duration.ZERO);
            if (!isTakenIn()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return polled;
        }

        /** Remains so while Kafka is away afterwards. */
        private boolean isTakenIn() {
            return groupMetadata().generationId() > 0;
        }
    }
}
