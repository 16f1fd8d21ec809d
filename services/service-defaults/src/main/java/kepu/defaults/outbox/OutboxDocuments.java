package kepu.defaults.outbox;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import kepu.contracts.WireInstant;
import kepu.contracts.WireRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/** The outboxes as they are stored in their aggregates' documents. */
final class OutboxDocuments {
    private static final String RECORDED_AT = "ce_recordedat";

    /** A majority read of a new collection waits for a majority that knows of it. */
    private static final int LONGEST_READ_SECONDS = 5;

    /** Multikey and partial: it holds only documents with something to send, and of those only the sequences. */
    private static final Bson UNSENT = Filters.gt("outbox.seq", 0L);

    private final MongoOperations mongo;
    private final List<String> collections;
    private final Clock clock;

    /** @param collections where aggregates live */
    OutboxDocuments(MongoOperations mongo, List<String> collections, Clock clock) {
        this.mongo = mongo;
        this.collections = collections;
        this.clock = clock;
    }

    void createIndexes() {
        for (String collection : collections) {
            mongo.getCollection(collection)
                    .createIndex(
                            new Document("outbox.seq", 1),
                            new IndexOptions().name("outbox-unsent").partialFilterExpression(UNSENT));
            mongo.getCollection(collection).createIndex(new Document("unitId", 1).append("_id", 1));
        }
    }

    /** Finds outboxes that hold something, whoever left it, and when the oldest event of each was recorded. */
    void findUnsent(BiConsumer<OutboxId, Long> found) {
        for (String collection : collections) {
            for (Document left : mongo.getCollection(collection)
                    .find(UNSENT)
                    .projection(Projections.include("outbox.headers." + RECORDED_AT))
                    .limit(PendingOutboxes.MOST)) {
                found.accept(new OutboxId(collection, left.getString("_id")), recordedAt(left));
            }
        }
    }

    private long recordedAt(Document left) {
        return left.getList("outbox", Document.class, List.of()).stream()
                .map(entry -> entry.getEmbedded(List.of("headers", RECORDED_AT), String.class))
                .filter(Objects::nonNull)
                .mapToLong(text -> WireInstant.parse(text).toEpochMilli())
                .min()
                .orElseGet(clock::millis);
    }

    long recordedAt(WireRecord wire) {
        String text = wire.headers().get(RECORDED_AT);
        return text == null ? clock.millis() : WireInstant.parse(text).toEpochMilli();
    }

    /** The documents as a majority of the store's members holds them, with nothing but their outbox. */
    Iterable<Document> read(String collection, Collection<String> ids) {
        return mongo.getCollection(collection)
                .withReadConcern(ReadConcern.MAJORITY)
                .find(Filters.in("_id", ids))
                .maxTime(LONGEST_READ_SECONDS, TimeUnit.SECONDS)
                .projection(Projections.include("outbox"));
    }

    /** @param acknowledged sequence up to which each outbox is on Kafka */
    void removeUpTo(Map<OutboxId, Long> acknowledged) {
        Map<String, List<WriteModel<Document>>> removals = new HashMap<>();
        acknowledged.forEach((outbox, sequence) -> removals.computeIfAbsent(outbox.collection(), _ -> new ArrayList<>())
                .add(new UpdateOneModel<>(
                        Filters.eq("_id", outbox.id()), Updates.pull("outbox", Filters.lte("seq", sequence)))));
        removals.forEach((collection, pulls) ->
                mongo.getCollection(collection).bulkWrite(pulls, new BulkWriteOptions().ordered(false)));
    }
}
