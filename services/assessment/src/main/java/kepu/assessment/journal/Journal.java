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
import kepu.defaults.consume.ReceivedEvent;
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
     * @param generations the generation of each partition at that time
     */
    public record Appended(Set<String> fresh, Map<String, Integer> generations) {
        public Appended {
            fresh = Set.copyOf(fresh);
            generations = Map.copyOf(generations);
        }
    }

    /** Appends the events that are not in the journal yet. */
    public Appended append(List<ReceivedEvent> events) {
        Map<String, Integer> generations = progress.generations(events);
        Map<String, Document> entries = new LinkedHashMap<>();
        for (ReceivedEvent received : events) {
            String id = received.envelope().id().toString();
            Document entry = entry(id, received.wire());
            entry.putAll(ScoringProgress.position(received, generations));
            entries.put(id, entry);
        }
        return new Appended(append(entries), generations);
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
