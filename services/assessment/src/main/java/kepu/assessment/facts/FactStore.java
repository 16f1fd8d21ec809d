package kepu.assessment.facts;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.assessment.facts.Shelves.Shelf;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.defaults.consume.Received;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The facts behind scores, laid together by unit, year and kind under their event ids, so that adding is idempotent and
 * indifferent to order; can be thrown away and made again from the journal.
 */
@Component
public class FactStore {
    private final MongoOperations mongo;
    private final ZoneId zone;

    FactStore(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    /**
     * What a batch of facts changes.
     *
     * @param unitId whose score it may change; of windows everybody's below
     * @param year the year it belongs to; of lasting facts the first year that it may change
     * @param lasting whether later years may change too
     */
    public record Touched(String unitId, int year, boolean lasting) {}

    /** Adds facts; those that are there already stay as they are. */
    public Set<Touched> add(List<Received> events) {
        Map<Shelf, Document> additions = new LinkedHashMap<>();
        Set<Touched> touched = new LinkedHashSet<>();
        for (Received received : events) {
            Envelope<?> envelope = received.envelope();
            for (Shelf shelf : Shelves.of(envelope, zone)) {
                additions.computeIfAbsent(shelf, _ -> new Document()).append("facts." + envelope.id(), fact(received));
                touched.add(new Touched(shelf.unitId(), shelf.year(), shelf.lasting()));
            }
        }
        if (!additions.isEmpty()) {
            List<WriteModel<Document>> writes = new ArrayList<>();
            additions.forEach((shelf, facts) -> writes.add(new UpdateOneModel<>(
                    Filters.eq("_id", shelf.id()),
                    new Document("$set", facts.append("unitId", shelf.unitId())),
                    new UpdateOptions().upsert(true))));
            shelves().bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
        return touched;
    }

    /** Whether any score may ever ask for it. */
    public boolean isFact(Envelope<?> envelope) {
        return !Shelves.of(envelope, zone).isEmpty();
    }

    /**
     * A unit's year.
     *
     * @param county whose windows apply, if known
     */
    public record Wanted(String unitId, int year, Optional<String> county) {
        private List<String> shelves() {
            return Stream.concat(
                            Shelves.idsFor(unitId, year),
                            county.map(id -> new Shelf(id, year, Shelves.WINDOWS).id()).stream())
                    .toList();
        }
    }

    /** Everything that the scores of these units' years may ask for, in one look-up. */
    public Map<Wanted, List<Envelope<?>>> of(Collection<Wanted> wanted) {
        Map<String, List<Envelope<?>>> shelves = read(wanted.stream()
                .flatMap(one -> one.shelves().stream())
                .distinct()
                .toList());
        Map<Wanted, List<Envelope<?>>> facts = new HashMap<>();
        for (Wanted one : wanted) {
            facts.put(
                    one,
                    one.shelves().stream()
                            .flatMap(id -> shelves.getOrDefault(id, List.of()).stream())
                            .toList());
        }
        return facts;
    }

    /** The lasting facts of a unit. */
    public List<Envelope<?>> lasting(String unitId) {
        String id = new Shelf(unitId, 0, Shelves.LASTING).id();
        return read(List.of(id)).getOrDefault(id, List.of());
    }

    private Map<String, List<Envelope<?>>> read(List<String> ids) {
        Map<String, List<Envelope<?>>> read = new HashMap<>();
        for (Document shelf : shelves().find(Filters.in("_id", ids))) {
            String unitId = shelf.getString("unitId");
            List<Envelope<?>> facts = new ArrayList<>();
            shelf.get("facts", Document.class)
                    .forEach((id, fact) -> facts.add(read(unitId, UUID.fromString(id), (Document) fact)));
            read.put(shelf.getString("_id"), facts);
        }
        return read;
    }

    private static Document fact(Received received) {
        Envelope<?> envelope = received.envelope();
        return new Document("type", received.wire().headers().get("ce_type"))
                .append("subject", envelope.subject())
                .append("occurredAt", envelope.occurredAt().toString())
                .append("recordedAt", envelope.recordedAt().toString())
                .append("epoch", envelope.epoch())
                .append("sequence", envelope.sequence())
                .append("actor", envelope.actor())
                .append("correlationId", envelope.correlationId())
                .append("value", received.wire().value());
    }

    private static Envelope<?> read(String unitId, UUID id, Document fact) {
        return new Envelope<>(
                id,
                fact.getString("subject"),
                Instant.parse(fact.getString("occurredAt")),
                Instant.parse(fact.getString("recordedAt")),
                fact.getLong("epoch"),
                fact.getLong("sequence"),
                unitId,
                fact.getString("actor"),
                fact.getString("correlationId"),
                null,
                null,
                EventCodec.event(fact.getString("type"), fact.getString("value")));
    }

    private MongoCollection<Document> shelves() {
        return mongo.getCollection("facts");
    }
}
