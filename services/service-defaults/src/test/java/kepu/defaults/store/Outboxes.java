package kepu.defaults.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepu.defaults.audit.AuditChain;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.signature.TrustedKeys;
import kepu.defaults.board.Board;
import kepu.defaults.outbox.OutboxEntry;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.trace.Traces;
import org.bson.Document;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** A database of its own with boards in it, and relays for it. */
public final class Outboxes implements AutoCloseable {
    static final String BOARDS = "boards";
    private static final SigningKey KEY = SigningKey.inMemory();
    static final TrustedKeys KEYS = new TrustedKeys(List.of(KEY.publicKey()));

    public final MongoTemplate mongo;
    public final MeterRegistry meters = new SimpleMeterRegistry();
    private final MongoClient client;

    public Outboxes(String uri) {
        client = MongoClients.create(StoreConfiguration.durably(
                        MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri)))
                .build());
        var database = new SimpleMongoClientDatabaseFactory(client, "kepu-" + UUID.randomUUID());
        var conversions = new StoreConfiguration().mongoCustomConversions();
        var mapping = new MongoMappingContext();
        mapping.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        var converter = new MappingMongoConverter(new DefaultDbRefResolver(database), mapping);
        converter.setCustomConversions(conversions);
        converter.afterPropertiesSet();
        mongo = new MongoTemplate(database, converter);
    }

    /** A relay that is not started. */
    public OutboxRelay relay(ProducerFactory<String, byte[]> producers, Duration sweep) {
        return new OutboxRelay(
                mongo,
                new KafkaTemplate<>(producers),
                noTopics(),
                audit(),
                List.of(BOARDS),
                sweep,
                Duration.ofMillis(200),
                Clock.systemUTC(),
                meters);
    }

    AuditChain audit() {
        return new AuditChain(
                mongo, "organization", KEY, new TrustedKeys(List.of()), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private static KafkaAdmin noTopics() {
        KafkaAdmin admin = new KafkaAdmin(Map.of());
        admin.setApplicationContext(new StaticApplicationContext());
        return admin;
    }

    public AggregateStore store(OutboxRelay relay) {
        return new AggregateStore(mongo, relay, new Epoch(mongo), Traces.off());
    }

    Document document(String id) {
        Document found =
                mongo.getCollection(BOARDS).find(new Document("_id", id)).first();
        if (found == null) {
            throw new AssertionError("there is no board " + id);
        }
        return found;
    }

    List<OutboxEntry> waiting(String id) {
        return document(id).getList("outbox", Document.class).stream()
                .map(OutboxEntry::read)
                .toList();
    }

    public long stillWaiting() {
        return mongo.getCollection(BOARDS).countDocuments(new Document("outbox.seq", new Document("$gt", 0L)));
    }

    long count() {
        return mongo.getCollection(BOARDS).countDocuments();
    }

    static Board board(String id) {
        return new Board(id, "510182101201", "村委会门口");
    }

    @Override
    public void close() {
        mongo.getDb().drop();
        client.close();
    }
}
