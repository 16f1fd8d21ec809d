package kepu.defaults.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kepu.embedded.KafkaRecords;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.io.ClassPathResource;

/** A broker as the tests see it from outside. */
public final class Kafka implements AutoCloseable {
    private final String bootstrapServers;
    private @Nullable Admin admin;

    public Kafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What a service starts from, but for the broker's address. */
    public KafkaProperties settings() {
        try {
            var defaults = new YamlPropertySourceLoader().load("defaults", new ClassPathResource("kepu-defaults.yml"));
            KafkaProperties settings = new Binder(ConfigurationPropertySources.from(defaults))
                    .bind("spring.kafka", KafkaProperties.class)
                    .get();
            settings.setBootstrapServers(List.of(bootstrapServers));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of one who takes what there is, rather than wait for more. */
    public KafkaProperties impatientSettings() {
        KafkaProperties settings = settings();
        settings.getConsumer().setFetchMaxWait(Duration.ofMillis(100));
        return settings;
    }

    public void create(int partitions, String... topics) throws InterruptedException, ExecutionException {
        admin().createTopics(Arrays.stream(topics)
                        .map(topic -> new NewTopic(topic, partitions, (short) 1))
                        .toList())
                .all()
                .get();
    }

    /** How far a group has committed, over all partitions of a topic; 0 before its first commit. */
    public long committed(String group, String topic) {
        try {
            return admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0; // no such group yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything that lies on a topic by now. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return KafkaRecords.read(bootstrapServers, topic::equals);
    }

    /** Sends in order and waits for all. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** One for all questions: to ask is cheap, to connect is not. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
