package kepu.volunteers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.access.TestIssuer;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.observe.Census;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.EmbeddedStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with a broker, a store and an issuer of its own, and with a small township that it has heard of. */
public final class Township implements AutoCloseable {
    public static final String TOWNSHIP = "990101201";
    public static final String VILLAGE = "990101201201";
    public static final String OTHER_VILLAGE = "990101201202";
    public static final String CLOSED_VILLAGE = "990101201299";
    public static final String NEXT_TOWNSHIP = "990101202";
    public static final String FAR_VILLAGE = "990101202201";

    private static final JsonMapper JSON = new JsonMapper();

    private final EmbeddedBroker broker;
    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final TestIssuer issuer = TestIssuer.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext service;
    private final KafkaConsumer<String, byte[]> topics;
    private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final String clerk;

    private Township(Path folder, String... settings) {
        broker = EmbeddedBroker.start(folder, 0);
        service = Volunteers.start(Stream.of(
                        Stream.of(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.mongodb.uri=" + store.uri("kepu-volunteers"),
                                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers()),
                        issuer.settings().stream(),
                        Stream.of(settings))
                .flatMap(all -> all)
                .toArray(String[]::new));
        clerk = as("clerk-1", "TOWNSHIP_CLERK@" + TOWNSHIP);
        topics = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Contracts.topicsOwnedBy("volunteers").stream()
                .flatMap(topic -> topics.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        topics.assign(partitions);
        topics.seekToBeginning(partitions);
    }

    /** @param folder of the broker; the service has heard of the units and link targets when this returns */
    public static Township start(Path folder, String... settings) throws Exception {
        Township township = new Township(folder, settings);
        township.tellOfTheOrganization();
        return township;
    }

    private void tellOfTheOrganization() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Instant start = Instant.parse("2023-01-01T00:00:00Z");
            tell(producer, TOWNSHIP, start, new UnitEstablished(TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "青禾乡", null));
            for (String village : List.of(VILLAGE, OTHER_VILLAGE, CLOSED_VILLAGE)) {
                tell(producer, village, start, new UnitEstablished(village, UnitEvent.Kind.VILLAGE, "青禾村", TOWNSHIP));
            }
            tell(
                    producer,
                    NEXT_TOWNSHIP,
                    start,
                    new UnitEstablished(NEXT_TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "邻乡", null));
            tell(
                    producer,
                    FAR_VILLAGE,
                    start,
                    new UnitEstablished(FAR_VILLAGE, UnitEvent.Kind.VILLAGE, "远村", NEXT_TOWNSHIP));
            tell(producer, "far", FAR_VILLAGE, start, new LinkTargetRegistered("far", Kind.BASE, "远村基地"));
            tell(producer, "townships", TOWNSHIP, start, new LinkTargetRegistered("townships", Kind.BASE, "乡办基地"));
            tell(producer, CLOSED_VILLAGE, Instant.parse("2024-06-01T00:00:00Z"), new UnitClosed(CLOSED_VILLAGE, "合并"));
            for (int i = 1; i <= 12; i++) {
                String unit = i == 2 ? OTHER_VILLAGE : VILLAGE;
                tell(producer, "b" + i, unit, start, new LinkTargetRegistered("b" + i, Kind.BASE, "基地" + i));
            }
            tell(producer, "b4", VILLAGE, Instant.parse("2025-06-01T00:00:00Z"), new LinkTargetRetired("b4", "转产"));
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> copies("access-units") == 6 && copies("units") == 6 && copies("link-targets") == 14);
        // of some there is a second word
        await().atMost(Duration.ofSeconds(15))
                .until(() -> has("units", CLOSED_VILLAGE, "closedAt") && has("link-targets", "b4", "retiredAt"));
    }

    /** The numbers that the service shows, counted now. */
    public Map<String, Long> census() {
        return service.getBean(Census.class).count().get();
    }

    private long copies(String collection) {
        return mongo().getCollection(collection).countDocuments();
    }

    private boolean has(String collection, String id, String field) {
        var copy = mongo().getCollection(collection)
                .find(new org.bson.Document("_id", id))
                .first();
        return copy != null && copy.containsKey(field);
    }

    private void tell(KafkaProducer<String, byte[]> producer, String unit, Instant at, UnitEvent event)
            throws Exception {
        tell(producer, unit, unit, at, event);
    }

    private void tell(
            KafkaProducer<String, byte[]> producer, String subject, String unitId, Instant at, DomainEvent event)
            throws Exception {
        long sequence = sequences.merge(subject, 1L, Long::sum);
        var envelope = new Envelope<>(
                UUID.randomUUID(), subject, at, at, 0, sequence, unitId, "clerk-1", "c-1", null, null, event);
        producer.send(EventCodec.encode(envelope).toProducerRecord()).get();
    }

    /** What the service answered. */
    public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
        public String code() {
            return body.path("code").asString("");
        }
    }

    /** The value of an {@code Authorization} header. */
    public String as(String actor, String... grants) {
        return issuer.bearer(actor, grants);
    }

    /** As the township's clerk, unless the headers say otherwise. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        return send("local.server.port", method, "/api/v1/volunteers" + path, body, headers);
    }

    /** What the management port answers. */
    public String managed(String path) {
        return send("local.management.port", "GET", path, null, new String[0]).text();
    }

    private Answer send(String port, String method, String path, @Nullable String body, String[] headers) {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty(port) + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("Authorization", clerk)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    JSON.readTree(json ? response.body() : "{}"));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String body(String... namesAndValues) {
        var body = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return JSON.writeValueAsString(body);
    }

    /** What the service told so far, in the order of each partition. */
    public List<ConsumerRecord<String, byte[]>> heard() {
        topics.poll(Duration.ofMillis(50)).forEach(heard::add);
        return List.copyOf(heard);
    }

    /** What an aggregate told, in the order of its sequence, once there is as much as that. */
    public List<Envelope<?>> told(String subject, int count) {
        List<Envelope<?>> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            found.clear();
            heard().stream()
                    .<Envelope<?>>map(message -> EventCodec.decode(message).orElseThrow())
                    .filter(envelope -> envelope.subject().equals(subject))
                    .forEach(found::add);
            return found.size() >= count;
        });
        found.sort(Comparator.comparing(Envelope::sequence));
        return found;
    }

    /** Every record of every topic, dead letters' included. */
    public List<ConsumerRecord<byte[], byte[]>> everythingOnKafka() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    public MongoOperations mongo() {
        return service.getBean(MongoOperations.class);
    }

    public String storeUri(String database) {
        return store.uri(database);
    }

    public <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    @Override
    public void close() {
        topics.close();
        http.close();
        service.close();
        issuer.close();
        store.close();
        broker.close();
    }
}
