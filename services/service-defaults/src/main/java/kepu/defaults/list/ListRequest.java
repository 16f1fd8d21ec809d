package kepu.defaults.list;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.list.ListedCollection.Property;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a caller asks of a list, within the caller's reach; answers it page by page.
 *
 * @param <A> the class that says by {@link Listed} what may be asked
 */
public final class ListRequest<A> {
    private static final int USUAL_LIMIT = 50;
    private static final int EXPORTED_AT_ONCE = 500;

    /** How many documents are read for one page of which most do not satisfy a condition that no index knows. */
    private static final int MOST_READ = 2_000;

    private final MongoOperations mongo;
    private final ListedCollection collection;
    private final ZoneId zone;
    private final String route;
    private final Map<String, Object> asked;
    private final @Nullable Set<String> units;
    private final List<Bson> conditions;
    private final Function<List<A>, Predicate<A>> kept;

    ListRequest(
            MongoOperations mongo,
            ListedCollection collection,
            ZoneId zone,
            String route,
            Map<String, Object> asked,
            @Nullable Set<String> units) {
        this(mongo, collection, zone, route, asked, units, List.of(), _ -> _ -> true);
    }

    private ListRequest(
            MongoOperations mongo,
            ListedCollection collection,
            ZoneId zone,
            String route,
            Map<String, Object> asked,
            @Nullable Set<String> units,
            List<Bson> conditions,
            Function<List<A>, Predicate<A>> kept) {
        this.mongo = mongo;
        this.collection = collection;
        this.zone = zone;
        this.route = route;
        this.asked = asked;
        this.units = units;
        this.conditions = conditions;
        this.kept = kept;
    }

    /** The value of a parameter, if it was given. */
    public <T> Optional<T> value(String name, Class<T> of) {
        return Optional.ofNullable(of.cast(asked.get(name)));
    }

    /**
     * The same for the stored class, where another one stands for it. Conditions are added behind it.
     *
     * @throws IllegalStateException if it is of another class
     */
    public <S> ListRequest<S> stored(Class<S> type) {
        if (type != collection.stored()) {
            throw new IllegalStateException(type + " is not " + collection.stored());
        }
        return new ListRequest<>(mongo, collection, zone, route, asked, units, conditions, _ -> _ -> true);
    }

    @SuppressWarnings("unchecked")
    private Class<A> type() {
        return (Class<A>) collection.stored();
    }

    /** Of these only, whatever else is asked. */
    public ListRequest<A> where(Bson condition) {
        List<Bson> more = new ArrayList<>(conditions);
        more.add(condition);
        return new ListRequest<>(mongo, collection, zone, route, asked, units, List.copyOf(more), kept);
    }

    /**
     * Only what satisfies a condition that the store cannot be asked for. A page ends after some thousand documents, and then
     * may have fewer items than the limit.
     *
     * @param condition of documents that are read at once
     */
    public ListRequest<A> only(Function<List<A>, Predicate<A>> condition) {
        return new ListRequest<>(mongo, collection, zone, route, asked, units, conditions, condition);
    }

    /** @param view all that callers see of documents, in their order */
    public <V> ListAnswer<V> answer(Function<List<A>, List<V>> view) {
        Integer limit = (Integer) asked.get(ListedCollection.LIMIT);
        ListQuery query = new ListQuery(collection, asked, units, conditions, zone);
        return page(query, start(query), limit == null ? USUAL_LIMIT : limit, limit == null, view);
    }

    private @Nullable Cursor start(ListQuery query) {
        String text = (String) asked.get(ListedCollection.CURSOR);
        if (text == null) {
            return null;
        }
        Cursor cursor = Cursor.of(text);
        if (cursor == null) {
            throw SharedRefusal.INVALID_CURSOR.with();
        }
        if (!cursor.query().equals(query.fingerprint(route))) {
            throw new Rejection(422, "cursor-of-another-list");
        }
        return cursor;
    }

    private <V> ListAnswer<V> page(
            ListQuery query, @Nullable Cursor after, int limit, boolean goesOn, Function<List<A>, List<V>> view) {
        String fingerprint = query.fingerprint(route);
        Class<A> type = type();
        List<A> items = new ArrayList<>();
        Cursor last = after;
        Cursor shown = after; // a caller can read a cursor, and is told of nothing that the list keeps from them
        Cursor end = null;
        boolean hasMore = true;
        for (int read = 0; hasMore && end == null; ) {
            // One more than asked for tells whether there is a next page.
            List<Document> documents = read(query, last, limit + 1);
            List<A> found = documents.stream()
                    .map(document -> mongo.getConverter().read(type, document))
                    .toList();
            Predicate<A> keeps = kept.apply(found);
            for (int i = 0; i < found.size() && end == null; i++) {
                if (keeps.test(found.get(i))) {
                    if (items.size() == limit) {
                        end = shown;
                    } else {
                        items.add(found.get(i));
                        shown = cursor(fingerprint, documents.get(i), query.sort());
                    }
                }
                if (end == null) {
                    last = cursor(fingerprint, documents.get(i), query.sort());
                }
            }
            read += documents.size();
            hasMore = documents.size() > limit;
            if (hasMore && end == null && read >= MOST_READ) {
                end = last;
            }
        }
        Cursor next = end;
        return new ListAnswer<>(
                view.apply(items),
                next == null ? null : next.text(),
                mongo.getCollectionName(type),
                next == null || !goesOn ? null : () -> page(query, next, EXPORTED_AT_ONCE, true, view));
    }

    private List<Document> read(ListQuery query, @Nullable Cursor after, int most) {
        MongoCollection<Document> documents = mongo.getCollection(mongo.getCollectionName(collection.stored()));
        return documents
                .find(query.filter(after))
                .sort(query.order())
                .projection(Projections.exclude(collection.unread()))
                .limit(most)
                .into(new ArrayList<>());
    }

    private static Cursor cursor(String fingerprint, Document document, Property sort) {
        Object value = document.getEmbedded(List.of(sort.path().split("\\.")), Object.class);
        if (value == null) {
            throw new IllegalStateException("a document without what it is sorted by: " + sort);
        }
        return new Cursor(fingerprint, value, document.getString(ListedCollection.ID));
    }
}
