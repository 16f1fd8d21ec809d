package kepu.defaults.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.key.UsedKeys;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/** Aggregates as documents: how they are mapped, and what a command changes in theirs. */
final class AggregateDocuments {
    /** Keyed receipts that a document remembers, beside that of its creation, which it never forgets. */
    static final int REMEMBERED_COMMANDS = 128;

    /**
     * Of an aggregate alone, about, in bytes: its document takes 16 MB, with all that waits in it, and each write carries all of
     * it. A reading room's busiest day has two thirds of this, a ticket answered each working day for two years a half.
     */
    static final int LARGEST_STATE = 3 * 1024 * 1024;

    /** Of a value beside what it holds. */
    private static final int BYTES_A_VALUE = 8;

    private static final String FENCE = "fence";
    static final Set<String> NOT_MAPPED =
            Set.of("_id", "version", "outbox", "applied", "firstApplied", UsedKeys.FIELD, FENCE);

    private final MongoOperations mongo;
    private final OutboxEntries outbox;

    AggregateDocuments(MongoOperations mongo, OutboxEntries outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    MongoCollection<Document> collection(Class<?> type) {
        return mongo.getCollection(collectionName(type));
    }

    String collectionName(Class<?> type) {
        return mongo.getCollectionName(type);
    }

    <A extends Aggregate> A read(Class<A> type, Document document) {
        return mongo.getConverter().read(type, document);
    }

    /**
     * The aggregate as it is to be stored.
     *
     * @param stored what is stored of it; what is too large already may shrink
     * @throws kepu.defaults.Rejection 409 {@code record-full}
     */
    Document mapped(Aggregate aggregate, Document stored) {
        Document document = new Document();
        mongo.getConverter().write(aggregate, document);
        document.remove("_class");
        long size = size(document);
        if (size > LARGEST_STATE && size > size(stored)) {
            throw SharedRefusal.RECORD_FULL.with(aggregate.id());
        }
        return document;
    }

    /** Without what the store keeps for itself. */
    private static long size(Document document) {
        return document.entrySet().stream()
                .filter(field -> !NOT_MAPPED.contains(field.getKey()))
                .mapToLong(field -> bytes(field.getKey()) + sizeOfValue(field.getValue()))
                .sum();
    }

    private static long sizeOfValue(@Nullable Object value) {
        return BYTES_A_VALUE
                + switch (value) {
                    case String text -> bytes(text);
                    case Document document -> size(document);
                    case Collection<?> several ->
                        several.stream()
                                .mapToLong(AggregateDocuments::sizeOfValue)
                                .sum();
                    case null, default -> 0;
                };
    }

    /** Three of what is not ASCII, as most of the rest is. */
    private static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            bytes += text.charAt(i) < 0x80 ? 0 : 2;
        }
        return bytes;
    }

    /** Matches the document as long as nobody has changed it, or made changes of it begin again. */
    static Bson unchanged(Aggregate aggregate, Document stored) {
        return new Document("_id", aggregate.id())
                .append("version", aggregate.version())
                .append(FENCE, stored.get(FENCE));
    }

    /** Makes changes that are under way begin again. */
    static Bson fenced() {
        return Updates.inc(FENCE, 1L);
    }

    static @Nullable Long fence(Document stored) {
        return stored.getLong(FENCE);
    }

    /**
     * What a command changes.
     *
     * @param outbox all that the outbox holds afterwards; null if it held something before, of which some may be gone by now
     */
    record Change(Bson updates, @Nullable List<Document> outbox) {}

    /** The aggregate's new state, its next version and its events. */
    Change change(Command command, Aggregate aggregate, Document stored, DomainEvents raised, Receipt receipt) {
        List<Bson> updates = new ArrayList<>();
        Document state = mapped(aggregate, stored);
        state.put("sequence", aggregate.sequence() + raised.events().size());
        state.remove("_id");
        state.remove("version");
        state.forEach((field, value) -> updates.add(Updates.set(field, value)));
        for (String field : stored.keySet()) {
            if (!NOT_MAPPED.contains(field) && !state.containsKey(field)) {
                updates.add(Updates.unset(field));
            }
        }
        updates.add(Updates.inc("version", 1L));
        List<Document> entries = outbox.of(command, aggregate, raised, aggregate.sequence(), receipt, stored, state);
        updates.add(Updates.pushEach("outbox", entries));
        if (command.key() != null) {
            updates.add(Updates.pushEach(
                    "applied",
                    List.of(AppliedCommands.applied(command, receipt)),
                    new PushOptions().slice(-REMEMBERED_COMMANDS)));
        }
        boolean isSole = stored.getList("outbox", Document.class, List.of()).isEmpty();
        return new Change(Updates.combine(updates), isSole ? entries : null);
    }
}
