package kepu.defaults.audit;

import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The entries and heads of a service's audit log, as they are stored. Read is what a majority holds: no failover takes back
 * an entry that counts as appended, or that a head was signed over.
 */
public final class AuditDocuments {
    /** Collection of the entries: {@code _id}, {@code entryId}, {@code entry}, {@code prev}, {@code hash}. */
    public static final String ENTRIES = "audit";

    /** Collection of the heads, one a unit. */
    public static final String HEADS = "audit-heads";

    static final int DUPLICATE_KEY = 11000;

    private static final int LONGEST_READ_SECONDS = 4;

    private final MongoOperations mongo;

    AuditDocuments(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void createIndexes() {
        entries().createIndex(new Document("entryId", 1), new IndexOptions().unique(true));
    }

    static Document entry(Link link, AuditEntry entry, String prev, String hash) {
        return new Document("_id", link.id())
                .append("entryId", entry.id())
                .append("entry", entry.text())
                .append("prev", prev)
                .append("hash", hash);
    }

    void insert(List<Document> linked) {
        entries().insertMany(linked);
    }

    Set<String> appended(List<AuditEntry> some) {
        return find(
                        ENTRIES,
                        Filters.in("entryId", some.stream().map(AuditEntry::id).toList()))
                .projection(Projections.include("entryId"))
                .map(found -> found.getString("entryId"))
                .into(new HashSet<>());
    }

    /** The entries that lie at these places. */
    Map<Link, Document> at(Stream<Link> links) {
        Map<String, Link> byId = links.collect(Collectors.toMap(Link::id, link -> link));
        Map<Link, Document> found = new HashMap<>();
        find(ENTRIES, Filters.in("_id", byId.keySet())).forEach(stored -> {
            Link link = byId.get(stored.getString("_id"));
            if (link != null) {
                found.put(link, stored);
            }
        });
        return found;
    }

    /** What lies where the heads of these units are; empty for what is no head. */
    Map<String, Optional<SignedCheckpoint>> headsOf(Collection<String> units) {
        Map<String, Optional<SignedCheckpoint>> heads = new HashMap<>();
        find(HEADS, Filters.in("_id", units))
                .forEach(head -> heads.put(head.getString("_id"), SignedCheckpoint.read(head)));
        return heads;
    }

    /** The next ones in the order of their ids; {@code last} is empty before the first. */
    FindIterable<Document> headsAfter(String last, int limit) {
        return find(HEADS, Filters.gt("_id", last)).sort(Sorts.ascending("_id")).limit(limit);
    }

    /** Signed before there is any entry, so that entries without a head are never taken for new. */
    void begin(SignedCheckpoint first) {
        try {
            heads().insertOne(first.document());
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            } // else: another instance began it just now
        }
    }

    /** A head only ever moves on; one that is gone is not replaced. */
    void moveOn(List<SignedCheckpoint> heads) {
        List<WriteModel<Document>> moves = heads.stream()
                .<WriteModel<Document>>map(head -> {
                    Document state = head.document();
                    state.remove("_id");
                    return new UpdateOneModel<>(
                            new Document("_id", head.unit()).append("number", new Document("$lt", head.number())),
                            new Document("$set", state));
                })
                .toList();
        heads().bulkWrite(moves, new BulkWriteOptions().ordered(false));
    }

    /** Limited, for a majority read of a new collection waits for a majority that knows of it. */
    private FindIterable<Document> find(String collection, Bson filter) {
        return mongo.getCollection(collection)
                .withReadConcern(ReadConcern.MAJORITY)
                .find(filter)
                .maxTime(LONGEST_READ_SECONDS, TimeUnit.SECONDS);
    }

    private MongoCollection<Document> entries() {
        return mongo.getCollection(ENTRIES);
    }

    private MongoCollection<Document> heads() {
        return mongo.getCollection(HEADS);
    }
}
