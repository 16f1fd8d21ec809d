package kepu.volunteers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.observe.CachedGauges;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
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

    private final ServiceUnderTest volunteers;

    private Township(String... settings) {
        volunteers = ServiceUnderTest.start("volunteers", Volunteers::start, settings)
                .calledBy("clerk-1", "TOWNSHIP_CLERK@" + TOWNSHIP);
    }

    /** The service has heard of the units and link targets when this returns */
    public static Township start(String... settings) {
        Township township = new Township(settings);
        township.tellOfTheOrganization();
        return township;
    }

    private void tellOfTheOrganization() {
        Instant start = Instant.parse("2023-01-01T00:00:00Z");
        tell(TOWNSHIP, start, new UnitEstablished(TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "青禾乡", null));
        for (String village : List.of(VILLAGE, OTHER_VILLAGE, CLOSED_VILLAGE)) {
            tell(village, start, new UnitEstablished(village, UnitEvent.Kind.VILLAGE, "青禾村", TOWNSHIP));
        }
        tell(NEXT_TOWNSHIP, start, new UnitEstablished(NEXT_TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "邻乡", null));
        tell(FAR_VILLAGE, start, new UnitEstablished(FAR_VILLAGE, UnitEvent.Kind.VILLAGE, "远村", NEXT_TOWNSHIP));
        tell("far", FAR_VILLAGE, start, new LinkTargetRegistered("far", Kind.BASE, "远村基地"));
        tell("townships", TOWNSHIP, start, new LinkTargetRegistered("townships", Kind.BASE, "乡办基地"));
        tell(CLOSED_VILLAGE, Instant.parse("2024-06-01T00:00:00Z"), new UnitClosed(CLOSED_VILLAGE, "合并"));
        for (int i = 1; i <= 12; i++) {
            String unit = i == 2 ? OTHER_VILLAGE : VILLAGE;
            tell("b" + i, unit, start, new LinkTargetRegistered("b" + i, Kind.BASE, "基地" + i));
        }
        tell("b4", VILLAGE, Instant.parse("2025-06-01T00:00:00Z"), new LinkTargetRetired("b4", "转产"));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> copies("access-units") == 6 && copies("units") == 6 && copies("link-targets") == 14);
        // of some there is a second word
        await().atMost(Duration.ofMinutes(3))
                .until(() -> has("units", CLOSED_VILLAGE, "closedAt") && has("link-targets", "b4", "retiredAt"));
    }

    /** The numbers that the service shows, counted now. */
    public Map<String, Long> census() {
        return volunteers.bean(CachedGauges.class).count().get();
    }

    /** Does now what the service does at its times. */
    public void runScheduled(String method) {
        volunteers.runScheduled(method);
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

    private void tell(String unit, Instant at, UnitEvent event) {
        tell(unit, unit, at, event);
    }

    /** Of something of another service. */
    void tell(String subject, String unitId, Instant at, DomainEvent event) {
        volunteers.topics().publish(subject, unitId, at, event);
    }

    /** As far as the service has heard. */
    Set<String> accountsOfOnePerson(String account) {
        return volunteers.bean(KnownAccounts.class).othersOfPerson(account);
    }

    /** The value of an {@code Authorization} header. */
    public String as(String actor, String... grants) {
        return volunteers.bearer(actor, grants);
    }

    /** As the township's clerk, unless the headers say otherwise. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        return volunteers.send(method, path, body, headers);
    }

    /** What the management port answers. */
    public String managed(String path) {
        return volunteers.managed(path);
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
        return volunteers.topics().records();
    }

    /** What an aggregate told, in the order of its sequence, once there is as much as that. */
    public List<Envelope<?>> told(String subject, int count) {
        return volunteers.topics().published(subject, count);
    }

    /** Every record of every topic, dead letters' included. */
    public List<ConsumerRecord<byte[], byte[]>> everythingOnKafka() {
        return volunteers.topics().everything();
    }

    public MongoOperations mongo() {
        return volunteers.mongo();
    }

    public String storeUri(String database) {
        return volunteers.storeUri(database);
    }

    public <T> T bean(Class<T> type) {
        return volunteers.bean(type);
    }

    @Override
    public void close() {
        volunteers.close();
    }
}
