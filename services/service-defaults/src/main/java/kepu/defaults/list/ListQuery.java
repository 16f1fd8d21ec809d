package kepu.defaults.list;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kepu.defaults.Sha256;
import kepu.defaults.list.ListedCollection.Property;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The store's query for what was asked of a list. */
final class ListQuery {
    private static final int FINGERPRINT = 16;

    private final ListedCollection collection;
    private final Map<String, Object> asked;
    private final @Nullable Set<String> units;
    private final List<Bson> conditions;
    private final ZoneId zone;

    /**
     * @param asked values by the names of their parameters
     * @param units to which the documents may belong; null for any
     * @param conditions that the route itself adds
     */
    ListQuery(
            ListedCollection collection,
            Map<String, Object> asked,
            @Nullable Set<String> units,
            List<Bson> conditions,
            ZoneId zone) {
        this.collection = collection;
        this.asked = asked;
        this.units = units;
        this.conditions = conditions;
        this.zone = zone;
    }

    /** Of the whole list, or of what comes behind a place in it. */
    Bson filter(@Nullable Cursor after) {
        List<Bson> all = new ArrayList<>();
        if (units != null) {
            all.add(Filters.in(ListedCollection.UNIT, units));
        }
        for (Property property : collection.by()) {
            Object value = asked.get(property.name());
            if (value != null) {
                all.add(Filters.eq(property.path(), stored(value)));
            }
        }
        if (asked.get(ListedCollection.FROM) instanceof LocalDate from) {
            all.add(Filters.gte(collection.period().path(), start(from)));
        }
        if (asked.get(ListedCollection.TO) instanceof LocalDate to) {
            all.add(Filters.lt(collection.period().path(), start(to.plusDays(1))));
        }
        if (asked.get(ListedCollection.STATE) instanceof ListState state) {
            all.add(state.filter());
        }
        if (asked.get(ListedCollection.Q) instanceof String text) {
            Pattern found = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
            all.add(Filters.or(collection.texts().stream()
                    .map(property -> Filters.regex(property.path(), found))
                    .toList()));
        }
        all.addAll(conditions);
        if (after != null) {
            all.add(behind(after));
        }
        return all.isEmpty() ? Filters.empty() : Filters.and(all);
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name();
            case Year year -> year.getValue();
            default -> value;
        };
    }

    /** A day as the property has it: the day itself, or the instant at which it starts. */
    private Object start(LocalDate day) {
        return collection.period().type() == Instant.class
                ? day.atStartOfDay(zone).toInstant()
                : day;
    }

    /** The bound on the value alone is where the store starts to read its index. */
    private Bson behind(Cursor after) {
        String path = sort().path();
        if (path.equals(ListedCollection.ID)) {
            return descends() ? Filters.lt(path, after.id()) : Filters.gt(path, after.id());
        }
        return descends()
                ? Filters.and(
                        Filters.lte(path, after.value()),
                        Filters.or(Filters.lt(path, after.value()), Filters.lt(ListedCollection.ID, after.id())))
                : Filters.and(
                        Filters.gte(path, after.value()),
                        Filters.or(Filters.gt(path, after.value()), Filters.gt(ListedCollection.ID, after.id())));
    }

    Bson order() {
        return descends()
                ? Sorts.descending(sort().path(), ListedCollection.ID)
                : Sorts.ascending(sort().path(), ListedCollection.ID);
    }

    Property sort() {
        return collection.sort((String) asked.get(ListedCollection.SORT));
    }

    private boolean descends() {
        return asked.get(ListedCollection.SORT) instanceof String order && order.startsWith("-");
    }

    /** The same for the pages of one list, and for no other list. */
    String fingerprint(String route) {
        Map<String, Object> narrowed = new TreeMap<>(asked);
        narrowed.put(ListedCollection.SORT, (descends() ? "-" : "") + sort().name());
        narrowed.remove(ListedCollection.CURSOR);
        narrowed.remove(ListedCollection.LIMIT);
        return Sha256.of(route + narrowed).substring(0, FINGERPRINT);
    }
}
