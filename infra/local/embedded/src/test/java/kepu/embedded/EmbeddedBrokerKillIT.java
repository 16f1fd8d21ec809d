package kepu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker killed under load still holds every record it acknowledged, and serves its groups again at once. */
class EmbeddedBrokerKillIT {

    private static final String TOPIC = "kepu.embedded.kill";
    private static final int ROUNDS = 2;

    @TempDir
    Path folder;

    @Test
    void no_acknowledged_record_is_lost_and_a_group_goes_on_after_each_kill() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> consumed = new HashSet<>();
        for (int round = 1; round <= ROUNDS; round++) {
            int before = acknowledged.size();
            try (ChildJvm child = ChildJvm.start(EmbeddedBroker.class, folder)) {
                createTopic(child.address());
                KafkaProducer<String, String> producer = producer(child.address());
                // The member of each round dies with its broker and never says that it leaves.
                KafkaConsumer<String, String> consumer = consumer(child.address());
                try {
                    consumer.subscribe(List.of(TOPIC));
                    consume(consumer, consumed, acknowledged, "round " + round + ": what went before");
                    for (int i = 0; i < 20_000; i++) {
                        String value = round + "-" + i;
                        producer.send(new ProducerRecord<>(TOPIC, value, value), (metadata, failed) -> {
                            if (failed == null) {
                                acknowledged.add(value);
                            }
                        });
                    }
                    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> acknowledged.size() > before + 1_000);
                    child.kill();
                } finally {
                    producer.close(Duration.ZERO);
                    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
                }
            }
            assertThat(acknowledged.size()).as("round %d", round).isGreaterThan(before);
        }
        try (ChildJvm child = ChildJvm.start(EmbeddedBroker.class, folder)) {
            try (KafkaConsumer<String, String> consumer = consumer(child.address())) {
                consumer.subscribe(List.of(TOPIC));
                consume(consumer, consumed, acknowledged, "after all rounds");
            }
            assertThat(child.stop()).as("exit code after SIGTERM").isEqualTo(143);
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (!admin.listTopics().names().get(20, TimeUnit.SECONDS).contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 6, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static void consume(
            KafkaConsumer<String, String> consumer, Set<String> consumed, Set<String> wanted, String when) {
        List<String> duplicates = new ArrayList<>();
        Awaitility.await(when).atMost(Duration.ofMinutes(3)).until(() -> {
            for (ConsumerRecord<String, String> received : consumer.poll(Duration.ofMillis(100))) {
                if (!consumed.add(received.value())) {
                    duplicates.add(received.value());
                }
            }
            return consumed.containsAll(wanted);
        });
        consumer.commitSync();
        assertThat(duplicates)
                .as("%s: committed positions outlive the kill", when)
                .isEmpty();
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "enable.idempotence", true),
                new StringSerializer(),
                new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", "survivor",
                        "group.protocol", "consumer",
                        "enable.auto.commit", false,
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
