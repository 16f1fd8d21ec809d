package kepu.defaults.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.store.Aggregate;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Optimistic locking of a set of aggregates, each a document of its own: the calendars of one county, year and layer, say, of
 * which there is one at a time. What a command finds out about a set is still so when it is stored.
 *
 * <p>A set has a version as an aggregate has. A command reads it, then looks at the set; what it stores takes the next version,
 * and keeps all versions that it ever took. A unique index gives each version once. So of two at the same moment, on
 * whichever instances, one is stored; the other begins again, and then finds the first. No clock, lock or lease is involved,
 * and a process that dies leaves nothing behind.
 *
 * <pre>{@code
 * SetVersion next = setVersions.next(WorkingCalendar.class, countyId, year, layer); // before the look
 * requireNone(countyId, year, layer);
 * return next.takenBy(new WorkingCalendar(...));
 * }</pre>
 *
 * <p>What was stored before sets had versions has none and is in no way of the index; whoever looks finds it.
 */
public final class SetVersions {
    private static final String FIELD = Aggregate.SET_VERSIONS;
    private static final String BETWEEN = "|";
    private static final String AFTER_BETWEEN = "}";

    private final MongoOperations mongo;
    private final Set<Class<?>> types;

    /** @param types of {@link InVersionedSets}; the index of each is sparse, so that only what took a version is in it */
    public SetVersions(MongoOperations mongo, Collection<Class<?>> types) {
        this.mongo = mongo;
        this.types = Set.copyOf(types);
        types.forEach(type -> collection(type)
                .createIndex(
                        new Document(FIELD, 1), new IndexOptions().unique(true).sparse(true)));
    }

    /**
     * The next version of the set at which a command is about to look.
     *
     * @param type of {@link InVersionedSets}
     * @param set what its aggregates have in common, in parts: whoever could be in the way looks at the same set
     */
    public SetVersion next(Class<? extends Aggregate> type, Object... set) {
        return new SetVersion(type).and(set);
    }

    /** For one attempt of one command. */
    public final class SetVersion {
        private final Class<? extends Aggregate> type;
        private final List<String> next = new ArrayList<>();

        private SetVersion(Class<? extends Aggregate> type) {
            if (!types.contains(type)) {
                throw new IllegalArgumentException(type + " is in no versioned sets");
            }
            this.type = type;
        }

        /** That of another set as well. */
        public SetVersion and(Object... set) {
            String name = Stream.of(set).map(part -> part + BETWEEN).collect(Collectors.joining());
            next.add(name + (newest(type, name) + 1));
            return this;
        }

        /** To be called after the look, of what is then stored. */
        public <A extends Aggregate> A takenBy(A aggregate) {
            aggregate.takeSetVersions(next);
            return aggregate;
        }
    }

    /** @param name of the set, up to its version */
    private long newest(Class<?> type, String name) {
        String after = name.substring(0, name.length() - 1) + AFTER_BETWEEN;
        Document named = new Document("$elemMatch", new Document("$gte", name).append("$lt", after));
        long newest = 0;
        for (Document stored :
                collection(type).find(new Document(FIELD, named)).projection(Projections.include(FIELD))) {
            newest = Math.max(newest, newest(stored.getList(FIELD, String.class), name));
        }
        return newest;
    }

    private static long newest(Collection<String> taken, String name) {
        return taken.stream()
                .filter(one -> one.lastIndexOf(BETWEEN) == name.length() - 1 && one.startsWith(name))
                .mapToLong(one -> Long.parseLong(one, name.length(), one.length(), 10))
                .max()
                .orElse(0);
    }

    private MongoCollection<Document> collection(Class<?> type) {
        return mongo.getCollection(mongo.getCollectionName(type));
    }
}
