package kepu.defaults.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import kepu.contracts.WireRecord;
import kepu.defaults.audit.AuditEntry;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits in its aggregate's document: its sequence and exactly what goes on the wire.
 *
 * @param audit what the command did, on the last of its events
 */
public record OutboxEntry(
        long sequence, WireRecord wire, @Nullable AuditEntry audit) {
    /** As it is stored; the audit entry is added to the last one. */
    public static Document write(long sequence, WireRecord wire) {
        return new Document("seq", sequence)
                .append("topic", wire.topic())
                .append("key", wire.key())
                .append("headers", new Document(new LinkedHashMap<>(wire.headers())))
                .append("value", wire.value());
    }

    public static OutboxEntry read(Document entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.get("headers", Document.class).forEach((name, text) -> headers.put(name, (String) text));
        Document audit = entry.get("audit", Document.class);
        return new OutboxEntry(
                entry.getLong("seq"),
                new WireRecord(entry.getString("topic"), entry.getString("key"), headers, entry.getString("value")),
                audit == null
                        ? null
                        : new AuditEntry(audit.getString("id"), entry.getString("key"), audit.getString("entry")));
    }
}
