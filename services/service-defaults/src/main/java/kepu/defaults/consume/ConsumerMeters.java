package kepu.defaults.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * Micrometer's meters of a consumer without those of each node, and of each partition's only how far behind it is. Micrometer
 * compares every meter that comes with all of its name, so that many partitions cost it seconds.
 */
final class ConsumerMeters<K> extends MicrometerConsumerListener<K, byte[]> {
    private static final String OF_PARTITIONS = "records-lag";

    ConsumerMeters(MeterRegistry meters) {
        super(meters);
    }

    @Override
    protected MeterBinder createClientMetrics(Consumer<K, byte[]> consumer, List<Tag> tags) {
        return super.createClientMetrics(withFewerMetrics(consumer), tags);
    }

    @SuppressWarnings("unchecked")
    private static <K> Consumer<K, byte[]> withFewerMetrics(Consumer<K, byte[]> consumer) {
        return (Consumer<K, byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    if (method.getName().equals("metrics")) {
                        return few(consumer.metrics());
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static Map<MetricName, Metric> few(Map<MetricName, ? extends Metric> all) {
        Map<MetricName, Metric> few = new HashMap<>();
        all.forEach((name, metric) -> {
            Map<String, String> tags = name.tags();
            boolean ofPartition = tags.containsKey("partition") && !name.name().equals(OF_PARTITIONS);
            if (!ofPartition && !tags.containsKey("node-id")) {
                few.put(name, metric);
            }
        });
        return few;
    }
}
