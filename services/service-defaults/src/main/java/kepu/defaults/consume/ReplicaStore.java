package kepu.defaults.consume;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kepu.contracts.Envelope;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service keeps for itself of another's aggregates: by id, and only ever replaced by something newer, by (epoch,
 * sequence).
 *
 * <p>Where an aggregate publishes several facts, each is replaced by itself: a unit's closure that comes late, say after a
 * repaired dead letter, is no older for a count of residents that came before it.
 */
public final class ReplicaStore {
    private static final int DUPLICATE_KEY = 11000;

    /** A majority read of a new collection waits for a majority that knows of it. */
    private static final int LONGEST_READ_SECONDS = 5;

    private static final String EPOCH = "epoch";
    private static final String SEQUENCE = "sequence";

    /** Positions of the facts of a copy that is made of several. */
    private static final String FACTS = "facts";

    private final MongoOperations mongo;
    private final String collection;

    public ReplicaStore(MongoOperations mongo, String collection) {
        this.mongo = mongo;
        this.collection = collection;
    }

    /**
     * A change of one copy.
     *
     * @param fact which of the facts that the copy is made of; empty if it is one fact. A field's name: without dots
     * @param fields those that an event sets; null takes a field away
     */
    public record Change(
            String id, String fact, long epoch, long sequence, Map<String, ? extends @Nullable Object> fields) {
        public Change(String id, long epoch, long sequence, Map<String, ? extends @Nullable Object> fields) {
            this(id, "", epoch, sequence, fields);
        }

        public static Change of(Envelope<?> envelope, Map<String, ? extends @Nullable Object> fields) {
            return of(envelope, "", fields);
        }

        public static Change of(Envelope<?> envelope, String fact, Map<String, ? extends @Nullable Object> fields) {
            return new Change(envelope.subject(), fact, envelope.epoch(), envelope.sequence(), fields);
        }

        public boolean isNewerThan(Change other) {
            return position().isAfter(other.position());
        }

        private Position position() {
            return new Position(epoch, sequence);
        }

        private Key key() {
            return new Key(id, fact);
        }

        private String epochField() {
            return fact.isEmpty() ? EPOCH : FACTS + '.' + fact + '.' + EPOCH;
        }

        private String sequenceField() {
            return fact.isEmpty() ? SEQUENCE : FACTS + '.' + fact + '.' + SEQUENCE;
        }
    }

    private record Key(String id, String fact) {}

    /** Of an event among those of its aggregate. */
    public record Position(long epoch, long sequence) {
        boolean isAfter(Position other) {
            return epoch == other.epoch ? sequence > other.sequence : epoch > other.epoch;
        }
    }

    /** @return how many of the changes were newer than what is held */
    public int apply(List<Change> changes) {
        return write(newer(changes, heldByMajority(changes)));
    }

    /**
     * Applies them.
     *
     * @return those than which nothing newer is held now, in their order, whether they are new or were held already
     */
    public List<Change> newest(List<Change> changes) {
        write(newer(changes, heldByMajority(changes)));
        Map<Key, Position> held = held(changes, ReadConcern.DEFAULT);
        return changes.stream()
                .filter(change -> change.position().equals(held.get(change.key())))
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

    /**
     * What may be passed over: nothing that a failover could still take back. What only the primary holds is written again,
     * which changes nothing and is acknowledged once a majority holds it.
     */
    private Map<Key, Position> heldByMajority(List<Change> changes) {
        return held(changes, ReadConcern.MAJORITY);
    }

    private Map<Key, Position> held(List<Change> changes, ReadConcern concern) {
        Map<Key, Position> held = new HashMap<>();
        if (changes.isEmpty()) {
            return held;
        }
        List<String> ids = changes.stream().map(Change::id).distinct().toList();
        for (Document copy : copies().withReadConcern(concern)
                .find(Filters.in("_id", ids))
                .maxTime(LONGEST_READ_SECONDS, TimeUnit.SECONDS)
                .projection(Projections.include(EPOCH, SEQUENCE, FACTS))) {
            hold(held, copy.getString("_id"), copy);
        }
        return held;
    }

    private static void hold(Map<Key, Position> held, String id, Document copy) {
        hold(held, new Key(id, ""), copy);
        copy.get(FACTS, new Document()).forEach((fact, position) -> hold(held, new Key(id, fact), (Document) position));
    }

    private static void hold(Map<Key, Position> held, Key key, Document position) {
        Long epoch = position.getLong(EPOCH);
        Long sequence = position.getLong(SEQUENCE);
        if (epoch != null && sequence != null) {
            held.put(key, new Position(epoch, sequence));
        }
    }

    /** Most of what is old, above all when a topic is read again, is known without a write; the rest is held from now on. */
    private static List<Change> newer(List<Change> changes, Map<Key, Position> held) {
        List<Change> newer = new ArrayList<>();
        for (Change change : changes) {
            Position known = held.get(change.key());
            if (known == null || change.position().isAfter(known)) {
                held.put(change.key(), change.position());
                newer.add(change);
            }
        }
        return newer;
    }

    /** Whoever else writes this collection meanwhile: what is held is only ever replaced by something newer. */
    private static WriteModel<Document> write(Change change, boolean upsert) {
        String epoch = change.epochField();
        String sequence = change.sequenceField();
        Bson older = new Document("_id", change.id())
                .append(
                        "$or",
                        List.of(
                                new Document(epoch, new Document("$exists", false)),
                                new Document(epoch, new Document("$lt", change.epoch())),
                                new Document(epoch, change.epoch())
                                        .append(sequence, new Document("$lt", change.sequence()))));
        List<Bson> sets = new ArrayList<>();
        sets.add(Updates.set(epoch, change.epoch()));
        sets.add(Updates.set(sequence, change.sequence()));
        change.fields()
                .forEach((field, value) -> sets.add(value == null ? Updates.unset(field) : Updates.set(field, value)));
        return new UpdateOneModel<>(older, Updates.combine(sets), new UpdateOptions().upsert(upsert));
    }

    /**
     * Place of the upsert that found its copy there already, be it newer, be it made just now by somebody else; without
     * upsert it distinguishes the two.
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

    /** Of the events that told what stands in a copy, a newest one for each of its facts. */
    public static Stream<Position> positions(Document copy) {
        Map<Key, Position> held = new HashMap<>();
        hold(held, copy.getString("_id"), copy);
        return held.values().stream();
    }

    public Optional<Document> find(String id) {
        return Optional.ofNullable(copies().find(Filters.eq("_id", id)).first());
    }

    private MongoCollection<Document> copies() {
        return mongo.getCollection(collection);
    }
}
