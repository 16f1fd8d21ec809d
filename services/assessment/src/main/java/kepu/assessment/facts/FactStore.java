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
import kepu.assessment.facts.FactPartitions.FactPartition;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.defaults.consume.ReceivedEvent;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The facts behind scores, partitioned by unit, year and kind and keyed by event id: adding is idempotent and independent of
 * order. The store can be rebuilt from the journal.
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
     * Scores that a batch of facts affects.
     *
     * @param unitId the unit whose score may change; for what a county states also the units below
     * @param year the year of the facts; for lasting facts the first year that may change
     * @param lasting whether later years may change too
     */
    public record AffectedScores(String unitId, int year, boolean lasting) {}

    /** Adds facts; those already stored stay unchanged. */
    public Set<AffectedScores> add(List<ReceivedEvent> events) {
        Map<FactPartition, Document> additions = new LinkedHashMap<>();
        Set<AffectedScores> affected = new LinkedHashSet<>();
        for (ReceivedEvent received : events) {
            Envelope<?> envelope = received.envelope();
            for (FactPartition partition : FactPartitions.of(envelope, zone)) {
                additions
                        .computeIfAbsent(partition, _ -> new Document())
                        .append("facts." + envelope.id(), fact(received));
                affected.add(new AffectedScores(partition.unitId(), partition.year(), partition.lasting()));
            }
        }
        if (!additions.isEmpty()) {
            List<WriteModel<Document>> writes = new ArrayList<>();
            additions.forEach((partition, facts) -> writes.add(new UpdateOneModel<>(
                    Filters.eq("_id", partition.id()),
                    new Document("$set", facts.append("unitId", partition.unitId())),
                    new UpdateOptions().upsert(true))));
            partitions().bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
        return affected;
    }

    /** Whether any score may need it. */
    public boolean isFact(Envelope<?> envelope) {
        return !FactPartitions.of(envelope, zone).isEmpty();
    }

    /**
     * A unit's year.
     *
     * @param county whose windows and programmes apply, if known
     */
    public record UnitYearQuery(String unitId, int year, Optional<String> county) {
        private List<String> partitions() {
            return Stream.concat(
                            FactPartitions.idsFor(unitId, year),
                            county.stream().flatMap(id -> FactPartitions.idsOfCounty(id, year)))
                    .toList();
        }
    }

    /** All facts that the scores of these units' years need, in one query. */
    public Map<UnitYearQuery, List<Envelope<?>>> of(Collection<UnitYearQuery> wanted) {
        Map<String, List<Envelope<?>>> partitions = read(wanted.stream()
                .flatMap(one -> one.partitions().stream())
                .distinct()
                .toList());
        Map<UnitYearQuery, List<Envelope<?>>> facts = new HashMap<>();
        for (UnitYearQuery one : wanted) {
            facts.put(
                    one,
                    one.partitions().stream()
                            .flatMap(id -> partitions.getOrDefault(id, List.of()).stream())
                            .toList());
        }
        return facts;
    }

    /** The lasting facts of a unit. */
    public List<Envelope<?>> lasting(String unitId) {
        String id = new FactPartition(unitId, 0, FactPartitions.LASTING).id();
        return read(List.of(id)).getOrDefault(id, List.of());
    }

    private Map<String, List<Envelope<?>>> read(List<String> ids) {
        Map<String, List<Envelope<?>>> read = new HashMap<>();
        for (Document partition : partitions().find(Filters.in("_id", ids))) {
            String unitId = partition.getString("unitId");
            List<Envelope<?>> facts = new ArrayList<>();
            partition
                    .get("facts", Document.class)
                    .forEach((id, fact) -> facts.add(read(unitId, UUID.fromString(id), (Document) fact)));
            read.put(partition.getString("_id"), facts);
        }
        return read;
    }

    private static Document fact(ReceivedEvent received) {
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

    private MongoCollection<Document> partitions() {
        return mongo.getCollection("facts");
    }
}
