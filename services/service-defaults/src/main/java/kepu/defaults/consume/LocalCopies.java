package kepu.defaults.consume;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepu.contracts.Envelope;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service keeps for itself of another's aggregates: by id, and only ever replaced by something newer, by (epoch,
 * sequence).
 */
public final class LocalCopies {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;
    private final String collection;

    public LocalCopies(MongoOperations mongo, String collection) {
        this.mongo = mongo;
        this.collection = collection;
    }

    /** A change of one copy: the fields that an event sets. */
    public record Change(String id, long epoch, long sequence, Map<String, ?> fields) {
        public static Change of(Envelope<?> envelope, Map<String, ?> fields) {
            return new Change(envelope.subject(), envelope.epoch(), envelope.sequence(), fields);
        }
    }

    /** @return how many of the changes were newer than what is held */
    public int apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return 0;
        }
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (Change change : changes) {
            Bson older = new Document("_id", change.id())
                    .append(
                            "$or",
                            List.of(
                                    Filters.lt("epoch", change.epoch()),
                                    new Document("epoch", change.epoch())
                                            .append("sequence", new Document("$lt", change.sequence()))));
            List<Bson> sets = new ArrayList<>();
            sets.add(Updates.set("epoch", change.epoch()));
            sets.add(Updates.set("sequence", change.sequence()));
            change.fields().forEach((field, value) -> sets.add(Updates.set(field, value)));
            writes.add(new UpdateOneModel<>(older, Updates.combine(sets), new UpdateOptions().upsert(true)));
        }
        try {
            var result = mongo.getCollection(collection).bulkWrite(writes, new BulkWriteOptions().ordered(true));
            return result.getModifiedCount() + result.getUpserts().size();
        } catch (MongoBulkWriteException e) {
            return applyOneByOne(writes);
        }
    }

    /** An upsert that meets something newer collides with its id: that change is old. */
    private int applyOneByOne(List<WriteModel<Document>> writes) {
        int newer = 0;
        for (WriteModel<Document> write : writes) {
            try {
                var result = mongo.getCollection(collection).bulkWrite(List.of(write));
                newer += result.getModifiedCount() + result.getUpserts().size();
            } catch (MongoBulkWriteException e) {
                if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)
                        || e.getWriteConcernError() != null) {
                    throw e;
                }
            }
        }
        return newer;
    }

    public Optional<Document> find(String id) {
        return Optional.ofNullable(
                mongo.getCollection(collection).find(Filters.eq("_id", id)).first());
    }
}
