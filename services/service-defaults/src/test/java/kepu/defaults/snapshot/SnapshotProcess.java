package kepu.defaults.snapshot;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import kepu.defaults.board.Kafka;
import kepu.defaults.store.Epoch;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/** A snapshot writer as a process of its own, to be killed. */
final class SnapshotProcess {
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(2);

    private SnapshotProcess() {}

    static Process start(String bootstrapServers, String store, String database, String topic) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnapshotProcess.class.getName(),
                        bootstrapServers,
                        store,
                        database,
                        topic)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String... args) throws InterruptedException {
        Kafka kafka = new Kafka(args[0]);
        try (MongoClient client = MongoClients.create(args[1])) {
            MongoTemplate mongo = new MongoTemplate(client, args[2]);
            List<String> topics = List.of(args[3]);
            var consumers = SnapshotWriter.consumers(kafka.impatientSettings());
            new SnapshotWriter(
                            "organization",
                            topics,
                            new WrittenFacts(mongo, new Epoch(mongo), topics, consumers),
                            kafka.impatientSettings(),
                            Clock.systemUTC(),
                            new SimpleMeterRegistry(),
                            KafkaTemplate::new,
                            LONGEST_TRANSACTION)
                    .start();
            new CountDownLatch(1).await();
        }
    }
}
