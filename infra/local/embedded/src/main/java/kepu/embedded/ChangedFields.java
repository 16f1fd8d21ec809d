package kepu.embedded;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The top-level fields that an update may change or that indexes need, so that nothing else of a document is copied.
 *
 * @param names the fields, or null for all of them
 */
record ChangedFields(@Nullable Set<String> names) {

    static final ChangedFields ALL = new ChangedFields(null);

    /** The fields that an update of operators names; a replacement changes all. */
    static ChangedFields of(Document update, List<? extends Index<?>> indexes) {
        Set<String> names = new HashSet<>(Set.of("_id"));
        for (Map.Entry<String, Object> operator : update.entrySet()) {
            if (!operator.getKey().startsWith("$") || !(operator.getValue() instanceof Document changes)) {
                return ALL;
            }
            for (Map.Entry<String, Object> change : changes.entrySet()) {
                if (List.of(change.getKey().split("\\.")).contains("$")) {
                    // The place in the list is found by the query, which may ask for any field.
                    return ALL;
                }
                names.add(topLevel(change.getKey()));
                if (operator.getKey().equals("$rename") && change.getValue() instanceof String to) {
                    names.add(topLevel(to));
                }
            }
        }
        for (Index<?> index : indexes) {
            for (IndexKey key : index.getKeys()) {
                names.add(topLevel(key.getKey()));
            }
        }
        // Without an index a document is found again by all its fields.
        return indexes.isEmpty() ? ALL : new ChangedFields(names);
    }

    /** These fields of a document, in a document of their own. */
    Document copy(Document document) {
        if (names == null) {
            return document.clone();
        }
        Document copy = new Document();
        for (Map.Entry<String, Object> field : document.entrySet()) {
            if (names.contains(field.getKey())) {
                copy.put(field.getKey(), field.getValue());
            }
        }
        return copy;
    }

    /** The stored document with these fields as they are after the update, each in its place, new ones at the end. */
    Document applied(Document stored, Document after) {
        if (names == null) {
            return after;
        }
        Document whole = new Document();
        for (Map.Entry<String, Object> field : stored.entrySet()) {
            if (!names.contains(field.getKey()) || after.containsKey(field.getKey())) {
                whole.put(field.getKey(), field.getValue());
            }
        }
        whole.putAll(after);
        return whole;
    }

    private static String topLevel(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
