package kepu.assessment.journal;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import kepu.contracts.EventCodec;
import kepu.contracts.WireRecord;
import kepu.defaults.access.Access;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.failure.TemporaryFailure;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * An append-only log of every event that assessment has received, once each and as it was on the wire.
 * Knows of each whether the cards that it may change are stored.
 */
@Component
public class Journal {
    private static final int DUPLICATE_KEY = 11000;
    private static final String UNIT = "unitId";

    private final MongoOperations mongo;
    private final ScoringProgress progress;

    Journal(MongoOperations mongo, ScoringProgress progress) {
        this.mongo = mongo;
        this.progress = progress;
    }

    /**
     * The result of appending a batch.
     *
     * @param fresh ids of the events that were new
     * @param refused ids of the events that the store will not take as they are, and why
     * @param generations the generation of each partition at that time
     */
    public record Appended(Set<UUID> fresh, Map<UUID, RuntimeException> refused, Map<String, Integer> generations) {
        public Appended {
            fresh = Collections.unmodifiableSet(fresh); // of thousands each time: no copy
            refused = Map.copyOf(refused);
            generations = Map.copyOf(generations);
        }
    }

    /** Appends the events that are not in the journal yet. */
    public Appended append(List<ReceivedEvent> events) {
        return append(events, progress.generations(events));
    }

    /** Appends events whose batch was taken before without them, and which were read from Kafka again. */
    public Appended appendLate(List<ReceivedEvent> events) {
        return append(events, progress.latestGenerations(events));
    }

    private Appended append(List<ReceivedEvent> events, Map<String, Integer> generations) {
        Map<UUID, Document> entries = new LinkedHashMap<>();
        for (ReceivedEvent received : events) {
            UUID id = received.envelope().id();
            Document entry = entry(id.toString(), received.wire());
            ScoringProgress.position(received, generations, entry);
            entries.put(id, entry);
        }
        Set<UUID> fresh = new HashSet<>(entries.keySet());
        Map<UUID, RuntimeException> refused = new HashMap<>();
        try {
            journal().insertMany(new ArrayList<>(entries.values()), new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (TemporaryFailure.isBehind(e)) {
                throw e;
            }
            List<UUID> ids = List.copyOf(entries.keySet());
            for (BulkWriteError error : e.getWriteErrors()) {
                UUID id = ids.get(error.getIndex());
                fresh.remove(id);
                if (error.getCode() != DUPLICATE_KEY) {
                    refused.put(id, new MongoException(error.getCode(), error.getMessage()));
                }
            }
        }
        return new Appended(fresh, refused, generations);
    }

    /** Records that all cards affected by an appended batch are stored. */
    public void scored(List<ReceivedEvent> events, Appended appended) {
        progress.scored(events, appended.generations(), appended.fresh());
    }

    /**
     * The ids that are not in the journal, or whose cards are not stored yet. An event of a unit that the caller may not
     * see counts as missing.
     */
    public Set<String> pending(Set<String> ids, Access access) {
        return progress.pending(ids, access::covers);
    }

    /** The ids that are not in the journal. An event of a unit that the caller may not see counts as missing. */
    Set<String> missing(List<String> ids) {
        Access access = Access.current();
        Set<String> missing = new HashSet<>(ids);
        // for a caller who may see everything the index alone answers
        String wanted = access.everywhere() ? "_id" : UNIT;
        for (Document held : journal().find(Filters.in("_id", ids)).projection(Projections.include(wanted))) {
            if (access.everywhere() || access.covers(held.getString(UNIT))) {
                missing.remove(held.getString("_id"));
            }
        }
        return missing;
    }

    /** Finds one event; empty also if the caller may not see its unit. */
    public Optional<Entry> find(String id) {
        return Optional.ofNullable(journal().find(Filters.eq("_id", id)).first())
                .filter(entry -> Access.current().covers(entry.getString(UNIT)))
                .map(Journal::read);
    }

    /**
     * Hands on all events of the journal, in no order, so many at a time; answers how many there are. Those of a type that is
     * unknown here are left out.
     */
    public long forEachBatch(int size, Consumer<List<ReceivedEvent>> action) {
        long events = 0;
        List<ReceivedEvent> batch = new ArrayList<>(size);
        for (Document document : journal().find().batchSize(size)) {
            WireRecord wire = read(document).wire();
            EventCodec.decode(wire).ifPresent(envelope -> batch.add(new ReceivedEvent(envelope, wire, 0, 0)));
            if (batch.size() == size) {
                action.accept(List.copyOf(batch));
                events += size;
                batch.clear();
            }
        }
        action.accept(List.copyOf(batch));
        return events + batch.size();
    }

    /** One event of the journal. */
    public record Entry(String id, WireRecord wire) {}

    private static Document entry(String id, WireRecord wire) {
        return new Document("_id", id)
                .append(UNIT, wire.key())
                .append("topic", wire.topic())
                .append("headers", wire.headers())
                .append("value", wire.value());
    }

    private static Entry read(Document entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.get("headers", Document.class).forEach((name, text) -> headers.put(name, (String) text));
        return new Entry(
                entry.getString("_id"),
                new WireRecord(entry.getString("topic"), entry.getString(UNIT), headers, entry.getString("value")));
    }

    private MongoCollection<Document> journal() {
        return mongo.getCollection("journal");
    }
}
