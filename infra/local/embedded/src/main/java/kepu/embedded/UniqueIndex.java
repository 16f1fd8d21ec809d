package kepu.embedded;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index that also narrows queries which name more fields than its own, such as {@code {_id, version}}, and those for
 * a range of text, such as {@code {_id: {$gte: "a|", $lt: "a}"}}}.
 *
 * <p>The index it replaces answers only queries of exactly its own fields by equality or {@code $in}, so that every
 * conditional update and every range would read the whole collection.
 */
final class UniqueIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<Object, Object> positions;

    UniqueIndex(MVMap<Object, Object> positions, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.positions = positions;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        Document own = ownPart(query);
        return own != null && (range(own) != null || super.canHandle(own));
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        Document own = ownPart(query);
        Range range = own == null ? null : range(own);
        if (range != null) {
            return range.of(positions);
        }
        // The caller asked canHandle first and matches each document it gets against the whole query.
        return super.getPositions(own == null ? query : own);
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return positions.remove(stored(key));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, @Nullable Object position) {
        return positions.putIfAbsent(stored(key), Missing.ofNullable(position)) == null;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        return positions.entrySet().stream()
                .<Map.Entry<KeyValue, Object>>map(entry -> Map.entry(read(entry.getKey()), entry.getValue()))::iterator;
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        return positions.get(stored(key));
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public boolean isEmpty() {
        return positions.isEmpty();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    /** What the query demands of this index's fields, or null when it leaves one of them open. */
    private @Nullable Document ownPart(Document query) {
        Document own = new Document();
        for (String field : keys()) {
            if (!demanded(query, field, own)) {
                return null;
            }
        }
        return own;
    }

    private static boolean demanded(Document query, String field, Document own) {
        if (query.containsKey(field)) {
            own.append(field, plain(query.get(field)));
            return true;
        }
        // Drivers write a conjunction either as fields side by side or as $and.
        return query.get("$and") instanceof Collection<?> parts
                && parts.stream().anyMatch(part -> part instanceof Document also && demanded(also, field, own));
    }

    private static @Nullable Object plain(@Nullable Object condition) {
        if (condition instanceof Document operators
                && operators.size() == 1
                && operators.containsKey("$eq")
                && !(operators.get("$eq") instanceof Document)
                && !(operators.get("$eq") instanceof Collection<?>)) {
            return operators.get("$eq");
        }
        return condition;
    }

    /** Text from one on, this included, up to another, this excluded. */
    private record Range(String from, String until) {
        List<Object> of(MVMap<Object, Object> positions) {
            List<Object> found = new ArrayList<>();
            Cursor<Object, Object> cursor = positions.cursor(from);
            while (cursor.hasNext() && cursor.next() instanceof String key && key.compareTo(until) < 0) {
                found.add(cursor.getValue());
            }
            return found;
        }
    }

    /** The range that is asked for; null if it is none, or if the index has several fields. */
    private @Nullable Range range(Document own) {
        return keys().size() == 1
                        && own.get(keys().getFirst()) instanceof Document condition
                        && condition.size() == 2
                        && condition.get("$gte") instanceof String from
                        && condition.get("$lt") instanceof String until
                ? new Range(from, until)
                : null;
    }

    /** Text is stored as it is: the map compares text at once, but any other key by serialising both sides. */
    private static Object stored(KeyValue key) {
        return key.size() == 1 && key.get(0) instanceof String text ? text : key;
    }

    private static KeyValue read(Object stored) {
        return stored instanceof KeyValue key ? key : new KeyValue(stored);
    }
}
