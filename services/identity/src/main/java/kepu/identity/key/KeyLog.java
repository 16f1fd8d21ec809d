package kepu.identity.key;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.defaults.Command;
import kepu.defaults.audit.AuditChain;
import kepu.defaults.audit.AuditEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts into the audit log of the whole installation what people do with keys. An entry is written with the key itself, in the
 * same document write, and appended afterwards: nothing is done that is not told, whatever crashes.
 */
@Component
class KeyLog {
    private static final Logger log = LoggerFactory.getLogger(KeyLog.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNLOGGED = "unlogged";

    private final MongoOperations mongo;
    private final AuditChain chain;

    KeyLog(MongoOperations mongo, AuditChain chain) {
        this.mongo = mongo;
        this.chain = chain;
    }

    /** @param changes fields of the key by what they are now */
    static AuditEntry entry(Caller caller, String action, String keyId, Map<String, String> changes, Instant now) {
        String id = Command.newEventId().toString();
        Map<String, Object> changed = new TreeMap<>();
        changes.forEach((field, value) -> changed.put(field, Map.of("after", value)));
        Map<String, Object> entry = new TreeMap<>();
        entry.put("id", id);
        entry.put("occurredAt", now.toString());
        entry.put("recordedAt", now.toString());
        entry.put("actor", caller.subject());
        entry.put("correlationId", correlationId(id));
        entry.put("action", List.of(action));
        entry.put("aggregate", new TreeMap<>(Map.of("type", "signing-keys", "id", keyId)));
        entry.put("unitId", Grant.EVERYWHERE);
        entry.put("changes", changed);
        return new AuditEntry(id, Grant.EVERYWHERE, JSON.writeValueAsString(entry));
    }

    /** That which the answer and the log lines name. */
    private static String correlationId(String otherwise) {
        @Nullable String id = MDC.get("correlationId");
        return id == null ? otherwise : id;
    }

    static Update with(Update update, AuditEntry entry) {
        return update.push(UNLOGGED, entry);
    }

    /** Without anybody who waits for it; what the store does not take now is appended at the next check of the keys. */
    void appendSoon() {
        Thread.ofVirtual().name("key-log").start(() -> {
            try {
                append();
            } catch (RuntimeException e) {
                log.warn("the audit log is told later what became of a signing key: {}", e.toString());
            }
        });
    }

    void append() {
        for (StoredKey key : mongo.findAll(StoredKey.class)) {
            List<AuditEntry> unlogged = key.unlogged();
            if (unlogged != null && !unlogged.isEmpty()) {
                chain.append(unlogged);
                unlogged.forEach(entry -> mongo.updateFirst(
                        Query.query(Criteria.where("_id").is(key.keyId())),
                        new Update()
                                .pull(
                                        UNLOGGED,
                                        Query.query(Criteria.where("_id").is(entry.id()))),
                        StoredKey.class));
            }
        }
    }
}
