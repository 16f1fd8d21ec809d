package kepu.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kepu.assessment.Assessment;
import kepu.bench.installation.BenchStore;
import kepu.embedded.EmbeddedBroker;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.springframework.context.ConfigurableApplicationContext;

/** How fast assessment takes in a backlog, beside a bare consumer that makes the same bulk writes without any thought. */
final class IngestRate {
    /** Taken in before anything is measured, of the same backlog. */
    private static final int WARM_UP = 250_000;

    private static final int EVENTS = 150_000;
    private static final int ALL = WARM_UP + EVENTS;

    private IngestRate() {}

    static void run(BenchStore.Choice choice, Path folder, PrintStream out) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
                BenchStore store = BenchStore.open(choice, folder.resolve("store"));
                MongoClient mongo = MongoClients.create(store.uri())) {
            MongoCollection<Document> journal =
                    mongo.getDatabase(store.database("assessment")).getCollection("journal");
            // the first start makes the topics, the second finds the backlog
            assessment(broker, store).close();
            try (KafkaProducer<String, byte[]> producer = Updates.producer(broker.bootstrapServers())) {
                Updates.send(producer, Updates.units());
                Updates.send(producer, IntStream.range(0, ALL).mapToObj(Updates::record));
            }
            long raw = raw(broker, mongo.getDatabase(store.database("raw")));
            try (ConfigurableApplicationContext assessment = assessment(broker, store)) {
                MeterRegistry meters = assessment.getBean(MeterRegistry.class);
                Waiting.until("assessment has warmed up", 2_000_000, () -> scored(meters) >= WARM_UP);
                int already = (int) scored(meters);
                long begin = System.nanoTime();
                Waiting.until("assessment takes in the backlog", 2_000_000, () -> scored(meters) >= ALL);
                long ingested = System.nanoTime() - begin;
                out.println();
                out.printf("Ingest: a backlog of %,d events of 172 villages%n", EVENTS);
                out.printf("  store: %s%n", store.description());
                out.printf("  assessment (journal, facts, cards)   %s%n", Updates.perSecond(ALL - already, ingested));
                out.printf("  bare consumer, the same bulk writes  %s%n", Updates.perSecond(EVENTS, raw));
            }
        }
    }

    private static double scored(MeterRegistry meters) {
        return meters.get("kepu.consumer.records")
                .tag("group", "assessment")
                .tag("outcome", "applied")
                .counter()
                .count();
    }

    private static ConfigurableApplicationContext assessment(EmbeddedBroker broker, BenchStore store) {
        return Assessment.start(
                "--server.port=0",
                "--management.server.port=-1",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--spring.mongodb.uri=" + store.uri(),
                "--spring.mongodb.database=" + store.database("assessment"));
    }

    private static long raw(EmbeddedBroker broker, MongoDatabase database) {
        MongoCollection<Document> journal = database.getCollection("journal");
        MongoCollection<Document> facts = database.getCollection("facts");
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "bench-raw",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("kepu.organization.boards"));
            long begin = 0;
            int already = 0;
            int count = 0;
            long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
            while (count < ALL) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the bare consumer has seen only " + count + " events");
                }
                List<Document> batch = new ArrayList<>();
                List<Document> its = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Document headers = new Document();
                    record.headers()
                            .forEach(header ->
                                    headers.append(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
                    String id = headers.getString("ce_id");
                    String value = new String(record.value(), StandardCharsets.UTF_8);
                    batch.add(new Document("_id", id)
                            .append("unitId", record.key())
                            .append("topic", record.topic())
                            .append("headers", headers)
                            .append("value", value));
                    its.add(new Document("_id", record.key() + "|2025|boards|" + id)
                            .append("unitId", record.key())
                            .append("type", headers.getString("ce_type"))
                            .append("occurredAt", headers.getString("ce_time"))
                            .append("value", value));
                }
                if (!batch.isEmpty()) {
                    if (begin == 0 && count >= WARM_UP) {
                        begin = System.nanoTime();
                        already = count;
                    }
                    journal.insertMany(batch);
                    facts.insertMany(its);
                    count += batch.size();
                }
            }
            return (System.nanoTime() - begin) / (ALL - already) * EVENTS;
        }
    }
}
