package kepu.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.Assessment;
import kepu.bench.installation.BenchStore;
import kepu.embedded.EmbeddedBroker;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.springframework.context.ConfigurableApplicationContext;

/** How long facts, units and all cards of a county's year take to come back from the journal. */
final class Rebuild {
    private static final int BATCH = 5_000;

    /** Facts of a village's year where little is recorded, and where much is. */
    private static final List<Integer> LEVELS = List.of(1_426, 7_176);

    private static final Instant FIRST = Instant.parse("2025-01-01T02:00:00Z");

    private Rebuild() {}

    static void run(BenchStore.Choice choice, Path folder, PrintStream out) {
        for (int facts : LEVELS) {
            Path place = folder.resolve("facts-" + facts);
            try (EmbeddedBroker broker = EmbeddedBroker.start(place.resolve("kafka"), 0);
                    BenchStore store = BenchStore.open(choice, place.resolve("store"));
                    MongoClient mongo = MongoClients.create(store.uri())) {
                start(broker, store); // the first start of a JVM, which also makes topics and indexes
                long empty = start(broker, store);
                fill(mongo.getDatabase(store.database("assessment")).getCollection("journal"), facts);
                long taken = start(broker, store, "--kepu.assessment.rebuild=true") - empty;
                int events = Updates.VILLAGES * facts;
                out.println();
                out.printf(
                        "Rebuild: %,d facts of %d villages, from the journal to all cards%n", events, Updates.VILLAGES);
                out.printf("  store: %s%n", store.description());
                out.printf("  %.1f s, %s%n", taken / 1e9, Updates.perSecond(events, taken));
            }
        }
    }

    /** The time of a start. */
    private static long start(EmbeddedBroker broker, BenchStore store, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--spring.mongodb.uri=" + store.uri(),
                "--spring.mongodb.database=" + store.database("assessment")));
        arguments.addAll(List.of(settings));
        long begun = System.nanoTime();
        ConfigurableApplicationContext assessment = Assessment.start(arguments.toArray(String[]::new));
        long taken = System.nanoTime() - begun;
        assessment.close();
        return taken;
    }

    private static void fill(MongoCollection<Document> journal, int facts) {
        List<Document> batch = new ArrayList<>();
        Stream<ProducerRecord<String, byte[]>> records = Stream.concat(
                Updates.units(),
                IntStream.range(0, Updates.VILLAGES)
                        .boxed()
                        .flatMap(village -> IntStream.range(0, facts)
                                .mapToObj(fact -> Updates.record(
                                        Updates.village(village),
                                        "fact-" + village + "-" + fact,
                                        FIRST.plusSeconds(86_400L * (fact % 365)),
                                        Updates.anyKind(fact)))));
        records.forEach(record -> {
            batch.add(entry(record));
            if (batch.size() == BATCH) {
                journal.insertMany(batch);
                batch.clear();
            }
        });
        journal.insertMany(batch);
    }

    private static Document entry(ProducerRecord<String, byte[]> record) {
        Document headers = new Document();
        record.headers()
                .forEach(header -> headers.append(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Document("_id", headers.getString("ce_id"))
                .append("unitId", record.key())
                .append("topic", record.topic())
                .append("headers", headers)
                .append("value", new String(record.value(), StandardCharsets.UTF_8));
    }
}
