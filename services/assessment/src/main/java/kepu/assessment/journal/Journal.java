package kepu.assessment.journal;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.WireRecord;
import kepu.defaults.access.Access;
import kepu.defaults.consume.Received;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Every event that assessment ever took in, as it was on the wire, once; nothing that was told is ever changed or removed.
 * Knows of each whether the cards that it may change are stored.
 */
@Component
public class Journal {
    private static final int DUPLICATE_KEY = 11000;
    private static final String UNIT = "unitId";

    private final MongoOperations mongo;
    private final Progress progress;

    Journal(MongoOperations mongo, Progress progress) {
        this.mongo = mongo;
        this.progress = progress;
    }

    /**
     * What appending a batch came to.
     *
     * @param fresh ids of those events that were new
     * @param readings to which reading of its partition each of them belongs
     */
    public record Appended(Set<String> fresh, Map<String, Integer> readings) {
        public Appended {
            fresh = Set.copyOf(fresh);
            readings = Map.copyOf(readings);
        }
    }

    /** Appends what is not in it yet. */
    public Appended append(List<Received> events) {
        Map<String, Integer> readings = progress.readings(events);
        Map<String, Document> entries = new LinkedHashMap<>();
        for (Received received : events) {
            String id = received.envelope().id().toString();
            Document entry = entry(id, received.wire());
            entry.putAll(Progress.place(received, readings));
            entries.put(id, entry);
        }
        return new Appended(append(entries), readings);
    }

    private Set<String> append(Map<String, Document> entries) {
        try {
            journal().insertMany(List.copyOf(entries.values()), new InsertManyOptions().ordered(false));
            return Set.copyOf(entries.keySet());
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            List<String> ids = List.copyOf(entries.keySet());
            Set<String> fresh = new HashSet<>(ids);
            e.getWriteErrors().forEach(error -> fresh.remove(ids.get(error.getIndex())));
            return fresh;
        }
    }

    /** The cards are stored that the events of an appended batch may change. */
    public void scored(List<Received> events, Appended appended) {
        progress.scored(events, appended.readings(), appended.fresh());
    }

    /**
     * Those of the ids whose cards are not stored yet, or that are not in the journal; to a caller, an event of a unit
     * outside their reach is not in it.
     */
    public Set<String> pending(Set<String> ids, Access access) {
        return progress.pending(ids, access::covers);
    }

    /** Those of the ids that are not in the journal; to a caller, an event of a unit outside their reach is not in it. */
    Set<String> missing(List<String> ids) {
        Access access = Access.current();
        Set<String> missing = new HashSet<>(ids);
        // whom nothing is kept from need not wait for more than the index
        String wanted = access.everywhere() ? "_id" : UNIT;
        for (Document held : journal().find(Filters.in("_id", ids)).projection(Projections.include(wanted))) {
            if (access.everywhere() || access.covers(held.getString(UNIT))) {
                missing.remove(held.getString("_id"));
            }
        }
        return missing;
    }

    /** Empty also for an event of a unit outside the caller's reach. */
    Optional<Entry> find(String id) {
        return Optional.ofNullable(journal().find(Filters.eq("_id", id)).first())
                .filter(entry -> Access.current().covers(entry.getString(UNIT)))
                .map(Journal::read);
    }

    /** One event of the journal. */
    public record Entry(String id, WireRecord wire) {}

    private static Document entry(String id, WireRecord wire) {
        return new Document("_id", id)
                .append(UNIT, wire.key())
                .append("topic", wire.topic())
                .append("headers", new Document(Map.copyOf(wire.headers())))
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
