package kepu.defaults.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * How old the oldest record is that a group has not taken in, by the time at which Kafka got it; zero when it has caught
 * up.
 *
 * <p>Of a partition with more to come only the last record taken is known, which is older: a little too high while
 * behind, never too low. What became of a partition that another instance took over is that instance's to say.
 */
final class Watermark implements ConsumerAwareRebalanceListener {
    private final Clock clock;
    private final Map<TopicPartition, Long> untaken = new ConcurrentHashMap<>();

    Watermark(String group, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        TimeGauge.builder("kepu.projection.watermark.age", this::ageMillis, TimeUnit.MILLISECONDS)
                .description("age of the oldest event on Kafka that the group has not taken in; 0 when caught up")
                .tag("group", group)
                .register(meters);
    }

    private long ageMillis() {
        long now = clock.millis();
        return untaken.values().stream()
                .mapToLong(since -> Math.max(0, now - since))
                .max()
                .orElse(0);
    }

    /** These are being taken in; they stay untaken until {@link #taken}, however often they come. */
    void coming(List<? extends ConsumerRecord<?, ?>> records) {
        long now = clock.millis();
        for (ConsumerRecord<?, ?> received : records) {
            untaken.merge(partition(received), since(received, now), Math::min);
        }
    }

    void taken(List<? extends ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer) {
        long now = clock.millis();
        Map<TopicPartition, Long> last = new ConcurrentHashMap<>();
        records.forEach(received -> last.put(partition(received), since(received, now)));
        last.forEach((partition, since) -> {
            if (consumer.currentLag(partition).orElse(0) > 0) {
                untaken.put(partition, since);
            } else {
                untaken.remove(partition);
            }
        });
    }

    private static long since(ConsumerRecord<?, ?> received, long now) {
        return received.timestamp() < 0 ? now : received.timestamp();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> received) {
        return new TopicPartition(received.topic(), received.partition());
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        untaken.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        untaken.keySet().removeAll(partitions);
    }
}
