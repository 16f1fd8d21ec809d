package kepu.defaults.consume;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
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

        public boolean isNewerThan(Change other) {
            return position().isAfter(other.position());
        }

        private Position position() {
            return new Position(epoch, sequence);
        }
    }

    private record Position(long epoch, long sequence) {
        boolean isAfter(Position other) {
            return epoch == other.epoch ? sequence > other.sequence : epoch > other.epoch;
        }
    }

    /** @return how many of the changes were newer than what is held */
    public int apply(List<Change> changes) {
        return write(newer(changes, held(changes)));
    }

    /**
     * Applies them.
     *
     * @return those than which nothing newer is held now, in their order, whether they are new or were held already
     */
    public List<Change> newest(List<Change> changes) {
        Map<String, Position> held = held(changes);
        write(newer(changes, held));
        return changes.stream()
                .filter(change -> change.position().equals(held.get(change.id())))
                .toList();
    }

    private int write(List<Change> newer) {
        int applied = 0;
        int from = 0;
        while (from < newer.size()) {
            List<WriteModel<Document>> writes = newer.subList(from, newer.size()).stream()
                    .map(change -> write(change, true))
                    .toList();
            try {
                // In order, for a later change may set fewer fields than an earlier one of the same copy.
                applied += count(copies().bulkWrite(writes, new BulkWriteOptions().ordered(true)));
                from = newer.size();
            } catch (MongoBulkWriteException e) {
                int refused = from + collision(e);
                applied += count(e.getWriteResult());
                applied += count(copies().bulkWrite(List.of(write(newer.get(refused), false))));
                from = refused + 1;
            }
        }
        return applied;
    }

    private Map<String, Position> held(List<Change> changes) {
        Map<String, Position> held = new HashMap<>();
        if (changes.isEmpty()) {
            return held;
        }
        List<String> ids = changes.stream().map(Change::id).distinct().toList();
        for (Document copy :
                copies().find(Filters.in("_id", ids)).projection(Projections.include("epoch", "sequence"))) {
            held.put(copy.getString("_id"), new Position(copy.getLong("epoch"), copy.getLong("sequence")));
        }
        return held;
    }

    /** Most of what is old, above all when a topic is read again, is known without a write; the rest is held from now on. */
    private static List<Change> newer(List<Change> changes, Map<String, Position> held) {
        List<Change> newer = new ArrayList<>();
        for (Change change : changes) {
            Position known = held.get(change.id());
            if (known == null || change.position().isAfter(known)) {
                held.put(change.id(), change.position());
                newer.add(change);
            }
        }
        return newer;
    }

    /** Whoever else writes this collection meanwhile: what is held is only ever replaced by something newer. */
    private static WriteModel<Document> write(Change change, boolean upsert) {
        Bson older = new Document("_id", change.id())
                .append(
                        "$or",
                        List.of(
                                new Document("epoch", new Document("$lt", change.epoch())),
                                new Document("epoch", change.epoch())
                                        .append("sequence", new Document("$lt", change.sequence()))));
        List<Bson> sets = new ArrayList<>();
        sets.add(Updates.set("epoch", change.epoch()));
        sets.add(Updates.set("sequence", change.sequence()));
        change.fields().forEach((field, value) -> sets.add(Updates.set(field, value)));
        return new UpdateOneModel<>(older, Updates.combine(sets), new UpdateOptions().upsert(upsert));
    }

    /**
     * Place of the upsert that found its copy there already, be it newer, be it made just now by somebody else; without
     * upsert it tells the two apart.
     */
    private static int collision(MongoBulkWriteException e) {
        if (e.getWriteConcernError() != null || e.getWriteErrors().size() != 1) {
            throw e;
        }
        BulkWriteError error = e.getWriteErrors().getFirst();
        if (error.getCode() != DUPLICATE_KEY) {
            throw e;
        }
        return error.getIndex();
    }

    private static int count(BulkWriteResult result) {
        return result.getModifiedCount() + result.getUpserts().size();
    }

    public Optional<Document> find(String id) {
        return Optional.ofNullable(copies().find(Filters.eq("_id", id)).first());
    }

    private MongoCollection<Document> copies() {
        return mongo.getCollection(collection);
    }
}
