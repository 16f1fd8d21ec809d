package kepu.defaults.store;

import java.util.LinkedHashMap;
import java.util.Map;
import kepu.contracts.WireRecord;
import org.bson.Document;

/** An event that waits in its aggregate's document: its sequence and exactly what goes on the wire. */
record OutboxEntry(long sequence, WireRecord wire) {
    static Document write(long sequence, WireRecord wire) {
        return new Document("seq", sequence)
                .append("topic", wire.topic())
                .append("key", wire.key())
                .append("headers", new Document(new LinkedHashMap<>(wire.headers())))
                .append("value", wire.value());
    }

    static OutboxEntry read(Document entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.get("headers", Document.class).forEach((name, text) -> headers.put(name, (String) text));
        return new OutboxEntry(
                entry.getLong("seq"),
                new WireRecord(entry.getString("topic"), entry.getString("key"), headers, entry.getString("value")));
    }
}
