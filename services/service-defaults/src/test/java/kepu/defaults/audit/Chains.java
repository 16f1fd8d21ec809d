package kepu.defaults.audit;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.signature.TrustedKeys;
import kepu.defaults.audit.verification.AuditReport;
import kepu.defaults.audit.verification.AuditVerifier;
import kepu.defaults.audit.verification.CheckpointHistory;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A database of its own with chains in it, as the service and as an intruder sees it. */
final class Chains implements AutoCloseable {
    static final String VILLAGE = "510182101201";
    static final String OTHER = "510182101202";

    /** Those of the newest process. */
    MeterRegistry meters = new SimpleMeterRegistry();

    final MongoDatabase database;
    private final MongoClient client;
    private final MongoTemplate mongo;
    private final SigningKey key;

    Chains(TestStore store, SigningKey key) {
        this.key = key;
        client = MongoClients.create(store.uri());
        mongo = new MongoTemplate(client, store.database("audit"));
        database = mongo.getDb();
    }

    /** What a process of the service has; another one knows nothing of what this remembers. */
    AuditChain chain() {
        return chain(key);
    }

    AuditChain chain(SigningKey another) {
        meters = new SimpleMeterRegistry();
        AuditChain chain = new AuditChain(
                mongo,
                "organization",
                another,
                new TrustedKeys(List.of()),
                Clock.fixed(Instant.parse("2026-03-12T09:00:00Z"), ZoneOffset.UTC),
                meters);
        chain.start();
        chain.stop();
        return chain;
    }

    AuditTrail trail() {
        return new AuditTrail(mongo);
    }

    static List<AuditEntry> entries(String unit, int from, int to) {
        List<AuditEntry> entries = new ArrayList<>();
        IntStream.rangeClosed(from, to).forEach(i -> {
            String id = unit + '/' + i;
            entries.add(
                    new AuditEntry(id, unit, "{\"actor\":\"p-1\",\"id\":\"" + id + "\",\"unitId\":\"" + unit + "\"}"));
        });
        return entries;
    }

    /** Ten entries of one village, five of another, all signed. */
    AuditChain signed() {
        AuditChain chain = chain();
        chain.append(entries(VILLAGE, 1, 10));
        chain.append(entries(OTHER, 1, 5));
        chain.seal();
        return chain;
    }

    AuditReport verify(CheckpointHistory anchors) {
        return verify(key, anchors);
    }

    AuditReport verify(SigningKey trusted, CheckpointHistory anchors) {
        return new AuditVerifier(new TrustedKeys(List.of(trusted.publicKey()))).verify(database, anchors);
    }

    List<String> findings(CheckpointHistory anchors) {
        return verify(anchors).chains().stream()
                .flatMap(chain -> chain.findings().stream()
                        .map(finding -> chain.unit()
                                + ' '
                                + finding.kind()
                                + ' '
                                + finding.from()
                                + (finding.to() == finding.from() ? "" : "-" + finding.to())))
                .toList();
    }

    List<String> findings() {
        return findings(CheckpointHistory.none());
    }

    AuditReport.Chain village(CheckpointHistory anchors) {
        return verify(anchors).chains().stream()
                .filter(chain -> chain.unit().equals(VILLAGE))
                .findFirst()
                .orElseThrow();
    }

    MongoCollection<Document> log() {
        return database.getCollection(AuditDocuments.ENTRIES);
    }

    MongoCollection<Document> heads() {
        return database.getCollection(AuditDocuments.HEADS);
    }

    Document entry(long number) {
        Document found = log().find(place(number)).first();
        if (found == null) {
            throw new AssertionError("no entry " + number);
        }
        return found;
    }

    static Document place(long number) {
        return new Document("_id", new Link(VILLAGE, number).id());
    }

    /** What lay at one place now lies at another. */
    void put(Document entry, long number) {
        log().deleteOne(place(number));
        Document moved = new Document(entry);
        moved.putAll(place(number));
        log().insertOne(moved);
    }

    /** As somebody does who knows how the hashes are made. */
    void rewrite(long from, long to) {
        String prev = entry(from).getString("prev");
        for (long number = from; number <= to; number++) {
            Document entry = entry(number);
            String text = number == from ? entry.getString("entry").replace("p-1", "p-2") : entry.getString("entry");
            String hash = new Link(VILLAGE, number).hash(prev, text);
            entry.append("entry", text).append("prev", prev).append("hash", hash);
            log().deleteOne(place(number));
            log().insertOne(entry);
            prev = hash;
        }
    }

    @Override
    public void close() {
        database.drop();
        client.close();
    }
}
