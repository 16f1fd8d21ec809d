package kepu.defaults.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.data.core.TypeInformation;
import org.springframework.data.mapping.context.MappingContext;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;

/**
 * What a command changed in its aggregate's document, by path (such as {@code members[2].until}): before and after, or
 * only {@code "changed"} for a {@link Secret}.
 *
 * <p>Bounded: of a long text its SHA-256 and length stand there, of very many changes the rest's. A text with personal
 * data never does: what would be stored with it is refused, what was there before is withheld.
 */
final class DocumentDiff {
    static final int LONGEST_TEXT = 2_048;
    static final int MOST_CHARACTERS = 65_536;
    private static final String REST = "…";

    private final MappingContext<? extends MongoPersistentEntity<?>, MongoPersistentProperty> mapping;
    private final Map<String, Object> found = new TreeMap<>();

    private DocumentDiff(MappingContext<? extends MongoPersistentEntity<?>, MongoPersistentProperty> mapping) {
        this.mapping = mapping;
    }

    /**
     * @param before empty for a creation
     * @throws Rejection 422 {@code personal-data-in-text} if a new text, or a name of a map, holds a person's number
     */
    static Map<String, Object> between(
            MappingContext<? extends MongoPersistentEntity<?>, MongoPersistentProperty> mapping,
            Class<?> type,
            BsonDocument before,
            BsonDocument after) {
        DocumentDiff changes = new DocumentDiff(mapping);
        changes.compare("", mapping.getPersistentEntity(type), before, after);
        return changes.bounded();
    }

    private void compare(
            String path, @Nullable MongoPersistentEntity<?> entity, BsonDocument before, BsonDocument after) {
        Set<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (String field : fields) {
            BsonValue was = before.get(field);
            BsonValue is = after.get(field);
            if (is == null ? was == null : is.equals(was)) {
                continue;
            }
            MongoPersistentProperty property = property(entity, field);
            if (property != null && property.isAnnotationPresent(NotAudited.class)) {
                continue;
            }
            String place = path.isEmpty() ? field : path + '.' + field;
            if (property != null && property.isAnnotationPresent(Secret.class)) {
                found.put(clean(place), "changed");
            } else if (property != null && property.isMap()) {
                compareByKey(place, inside(property), was, is);
            } else {
                compare(place, property == null ? null : inside(property), was, is);
            }
        }
    }

    private void compareByKey(
            String path, @Nullable MongoPersistentEntity<?> entity, @Nullable BsonValue was, @Nullable BsonValue is) {
        BsonDocument before = was instanceof BsonDocument document ? document : new BsonDocument();
        BsonDocument after = is instanceof BsonDocument document ? document : new BsonDocument();
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            BsonValue one = before.get(key);
            BsonValue other = after.get(key);
            if (one == null || !one.equals(other)) {
                compare(path + '.' + key, entity, one, other);
            }
        }
    }

    /** Of what came or went as a whole each part is looked at, as there may be a secret in it. */
    private void compare(
            String path, @Nullable MongoPersistentEntity<?> entity, @Nullable BsonValue was, @Nullable BsonValue is) {
        if (isDocument(was) && isDocument(is) || isDocument(was) && is == null || isDocument(is) && was == null) {
            BsonDocument before = was == null ? new BsonDocument() : was.asDocument();
            BsonDocument after = is == null ? new BsonDocument() : is.asDocument();
            compare(path, actual(entity, after.isEmpty() ? before : after), before, after);
        } else if (isArray(was) && isArray(is) || isArray(was) && is == null || isArray(is) && was == null) {
            BsonArray before = was == null ? new BsonArray() : was.asArray();
            BsonArray after = is == null ? new BsonArray() : is.asArray();
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                BsonValue one = i < before.size() ? before.get(i) : null;
                BsonValue other = i < after.size() ? after.get(i) : null;
                if (one == null || !one.equals(other)) {
                    compare(path + '[' + i + ']', entity, one, other);
                }
            }
        } else if (isDocument(was) || isArray(was) || isDocument(is) || isArray(is)) { // another kind of value
            compare(path, entity, was, null);
            compare(path, entity, null, is);
        } else {
            Map<String, @Nullable Object> change = new TreeMap<>();
            if (found.get(path) instanceof Map<?, ?> other) {
                other.forEach((side, value) -> change.put(String.valueOf(side), value));
            }
            if (was != null) {
                change.put("before", shown(was));
            }
            if (is != null) {
                requireNoPersonalData(path, is);
                change.put("after", shown(is));
            }
            found.put(clean(path), change);
        }
    }

    /** No event may hold the text, so that nothing else has looked at it: why an account was locked, say. */
    private static void requireNoPersonalData(String path, BsonValue stored) {
        boolean isNamedSo = PersonalData.isIn(path);
        if (isNamedSo
                || stored.isString() && PersonalData.isIn(stored.asString().getValue())) {
            throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with(isNamedSo ? "*" : path);
        }
    }

    private static boolean isDocument(@Nullable BsonValue value) {
        return value != null && value.isDocument();
    }

    private static boolean isArray(@Nullable BsonValue value) {
        return value != null && value.isArray();
    }

    private static @Nullable MongoPersistentProperty property(@Nullable MongoPersistentEntity<?> entity, String field) {
        if (entity != null) {
            for (MongoPersistentProperty property : entity) {
                if (property.getFieldName().equals(field)) {
                    return property;
                }
            }
        }
        return null;
    }

    private @Nullable MongoPersistentEntity<?> inside(MongoPersistentProperty property) {
        for (TypeInformation<?> type : property.getPersistentEntityTypeInformation()) {
            return mapping.getPersistentEntity(type);
        }
        return null;
    }

    /** A document says of which class it is where the field alone does not. */
    private @Nullable MongoPersistentEntity<?> actual(@Nullable MongoPersistentEntity<?> declared, BsonDocument value) {
        if (value.get("_class") instanceof BsonString name) {
            for (MongoPersistentEntity<?> known : mapping.getPersistentEntities()) {
                if (known.getType().getName().equals(name.getValue())) {
                    return known;
                }
            }
        }
        return declared;
    }

    private static @Nullable Object shown(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> shown(value.asString().getValue());
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case DOUBLE -> Double.toString(value.asDouble().getValue());
            case DECIMAL128 -> value.asDecimal128().getValue().toString();
            case DATE_TIME ->
                Instant.ofEpochMilli(value.asDateTime().getValue()).toString();
            case NULL -> null;
            default -> shown(value.toString());
        };
    }

    private static Object shown(String text) {
        if (PersonalData.isIn(text)) {
            return Map.of("withheld", "personal-data");
        }
        return text.length() <= LONGEST_TEXT ? text : digest(text);
    }

    private static String clean(String path) {
        return PersonalData.isIn(path) ? "(withheld)" : path;
    }

    private static Map<String, Object> digest(String text) {
        return new TreeMap<>(Map.of("length", text.length(), "sha256", sha256(text)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> bounded() {
        Map<String, Object> shown = new TreeMap<>();
        StringBuilder rest = new StringBuilder();
        int left = MOST_CHARACTERS;
        int more = 0;
        for (Map.Entry<String, Object> change : found.entrySet()) {
            String text = change.toString();
            left -= text.length();
            if (left >= 0) {
                shown.put(change.getKey(), change.getValue());
            } else {
                more++;
                rest.append(text).append('\n');
            }
        }
        if (more > 0) {
            shown.put(REST, new TreeMap<>(Map.of("changes", more, "sha256", sha256(rest.toString()))));
        }
        return shown;
    }
}
