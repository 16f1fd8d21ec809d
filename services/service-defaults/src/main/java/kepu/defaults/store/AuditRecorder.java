package kepu.defaults.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.Command;
import kepu.defaults.audit.AuditEntry;
import org.bson.BsonDocument;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/** Writes down for the audit log what a command did: who, when by two clocks, what, from what to what. */
final class AuditRecorder {
    private static final JsonMapper JSON = new JsonMapper();

    /** What the store keeps for itself, and what is the same in the entry's own fields. */
    private static final Set<String> LEFT_OUT = Stream.concat(
                    AggregateDocuments.NOT_MAPPED.stream(),
                    Stream.of("sequence", "unitId", "_class", Aggregate.SET_VERSIONS))
            .collect(Collectors.toUnmodifiableSet());

    private final MongoOperations mongo;

    AuditRecorder(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * @param outbox the command's events as they will wait
     * @param version of the aggregate after the command
     * @param before empty for a creation
     */
    AuditEntry record(
            Command command,
            Aggregate aggregate,
            DomainEvents raised,
            List<Document> outbox,
            long version,
            Document before,
            Document after) {
        String id = Command.newEventId().toString();
        String collection = mongo.getCollectionName(aggregate.getClass());
        Map<String, Object> versions = new TreeMap<>(Map.of("after", version));
        if (version > 1) {
            versions.put("before", version - 1);
        }
        Map<String, Object> entry = new TreeMap<>();
        entry.put("id", id);
        entry.put("occurredAt", raised.occurredAt().toString());
        entry.put("recordedAt", command.now().toString());
        entry.put("actor", command.actor());
        entry.put("correlationId", command.correlationId());
        entry.put(
                "action",
                outbox.stream()
                        .map(event -> event.getEmbedded(List.of("headers", "ce_type"), String.class))
                        .toList());
        entry.put("aggregate", new TreeMap<>(Map.of("type", collection, "id", aggregate.id())));
        entry.put("unitId", aggregate.unitId());
        entry.put("version", versions);
        entry.put(
                "changes",
                DocumentDiff.between(
                        mongo.getConverter().getMappingContext(),
                        aggregate.getClass(),
                        state(collection, before),
                        state(collection, after)));
        // What is hashed later is what the store gives back, and half a character would come back as something else.
        String text = new String(JSON.writeValueAsBytes(entry), StandardCharsets.UTF_8);
        return new AuditEntry(id, aggregate.unitId(), text);
    }

    private BsonDocument state(String collection, Document document) {
        Document state = new Document();
        document.forEach((field, value) -> {
            if (!LEFT_OUT.contains(field)) {
                state.append(field, value);
            }
        });
        return state.toBsonDocument(
                Document.class, mongo.getCollection(collection).getCodecRegistry());
    }
}
