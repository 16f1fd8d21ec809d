package kepu.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Answers a command that may have written only after everything it did, or could see, is in the file.
 *
 * <p>Commands that write share a lock while they execute; the file is committed while none of them does, so that a
 * commit never holds half a command. Whoever comes to commit first does it for all that have executed by then.
 */
final class CommittingBackend extends H2Backend {

    /** Everything else counts as a write: a needless commit costs a millisecond, a missing one loses data. */
    private static final Set<String> READS = Set.of(
            "aggregate",
            "buildinfo",
            "collstats",
            "connectionstatus",
            "count",
            "currentop",
            "dbstats",
            "distinct",
            "endsessions",
            "explain",
            "find",
            "getcmdlineopts",
            "getfreemonitoringstatus",
            "getlasterror",
            "getlog",
            "getmore",
            "getparameter",
            "hello",
            "hostinfo",
            "ismaster",
            "killcursors",
            "listcollections",
            "listdatabases",
            "listindexes",
            "ping",
            "replsetgetstatus",
            "serverstatus",
            "validate",
            "whatsmyuri");

    static final int COMMITS_BETWEEN_CLEANINGS = 2_048;

    private static final int WANTED_FILL_PERCENT = 60;
    private static final int CLEANED_AT_ONCE_BYTES = 8 * 1024 * 1024;

    private final MVStore store;
    private final int commitsBetweenCleanings;
    private final ReentrantReadWriteLock executing = new ReentrantReadWriteLock();
    private final Object committing = new Object();
    private final AtomicLong executed = new AtomicLong();
    private volatile long committed;
    private long commits;

    CommittingBackend(MVStore store, int commitsBetweenCleanings) {
        this.store = store;
        this.commitsBetweenCleanings = commitsBetweenCleanings;
        super(store);
        version(ServerVersion.MONGO_5_0);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new Database(name, store, getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (isRead(command, query)) {
            return reading(() -> super.handleCommand(channel, database, command, query));
        }
        if (isInMemory()) {
            return super.handleCommand(channel, database, command, query);
        }
        long ticket = 0;
        try {
            executing.readLock().lock();
            try {
                return super.handleCommand(channel, database, command, query);
            } finally {
                ticket = executed.incrementAndGet();
                executing.readLock().unlock();
            }
        } finally {
            // A refusal is committed too: "duplicate key" tells of another's document, which must then be there.
            commit(ticket);
        }
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return reading(() -> super.handleQuery(query));
    }

    @Override
    public void close() {
        // All commands have ended: let go of the versions that the last of them read.
        store.deregisterVersionUsage(store.registerVersionUsage());
        super.close();
    }

    /**
     * Reads one version of the store while others commit.
     *
     * <p>A read walks the pages of the moment at which it began. The store keeps the pages of its last five versions;
     * older ones it drops, and writes over their place, unless somebody says that they are in use. Both a later write
     * and a cleaning, which moves pages together, leave pages behind that a long read has yet to come to.
     */
    private <T> T reading(Supplier<T> read) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return read.get();
        } finally {
            // The next commit drops what nobody reads any more; to do it here would contend with a commit under way.
            store.decrementVersionUsageCounter(version);
        }
    }

    private void commit(long ticket) {
        if (committed >= ticket) {
            return;
        }
        synchronized (committing) {
            if (committed >= ticket) {
                return;
            }
            executing.writeLock().lock();
            try {
                long upTo = executed.get();
                store.commit();
                if (store.isClosed()) {
                    throw new IllegalStateException("The store was closed before the write was committed");
                }
                committed = upTo;
                commits++;
                if (commits % commitsBetweenCleanings == 0) {
                    store.compact(WANTED_FILL_PERCENT, CLEANED_AT_ONCE_BYTES);
                }
            } finally {
                executing.writeLock().unlock();
            }
        }
    }

    private static boolean isRead(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        return READS.contains(name) && !(name.equals("aggregate") && writesItsResult(query));
    }

    private static boolean writesItsResult(Document query) {
        return query.get("pipeline") instanceof Collection<?> stages
                && stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    private static final class Database extends H2Database {

        private static final String DATA = "databases.";
        private static final String META = "meta.";
        private static final String INDEX = "._index_";
        /** The lists of a database's indexes and collections, in this order, are needed until the others are gone. */
        private static final String SYSTEM = "system.";

        private static final DocumentType DOCUMENTS = new DocumentType();

        private final MVStore store;

        Database(String name, MVStore store, CursorRegistry cursors) {
            // The superclass opens the indexes of a file that holds some, and needs the store for it.
            this.store = store;
            super(name, store, cursors);
        }

        @Override
        public synchronized MongoCollection<Object> createCollectionOrThrowIfExists(
                String name, CollectionOptions options) {
            return super.createCollectionOrThrowIfExists(name, options);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            String fullName = getFullCollectionNamespace(name);
            return new WholeDocuments(
                    this,
                    name,
                    options,
                    store.openMap(DATA + fullName, new MVMap.Builder<Object, Document>().valueType(DOCUMENTS)),
                    store.openMap(META + fullName),
                    cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collection, String index, List<IndexKey> keys, boolean sparse) {
            return new UniqueIndex(store.openMap(indexPrefix(collection) + index), index, keys, sparse);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(
                String collection, String index, List<IndexKey> keys, boolean sparse) {
            return new EmptyIndex<>(index, keys) {
                @Override
                public boolean isEmpty() {
                    // Otherwise the superclass reads the whole collection at every start, to fill it with nothing.
                    return false;
                }
            };
        }

        @Override
        public void drop(Oplog oplog) {
            // The superclass would also remove what belongs to any database whose name begins with this one's.
            String prefix = DATA + getFullCollectionNamespace("");
            store.getMapNames().stream()
                    .filter(map -> map.startsWith(prefix))
                    .map(map -> map.substring(prefix.length()))
                    .sorted(Comparator.comparing((String name) -> name.startsWith(SYSTEM))
                            .thenComparing(Comparator.naturalOrder()))
                    .forEach(collection -> dropCollection(collection, oplog));
        }

        @Override
        public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
            String oldName = collection.getFullName();
            super.moveCollection(from, collection, newName);
            // The superclass renames its maps only in memory; they would be missed at the next start.
            String fullName = getFullCollectionNamespace(newName);
            for (String kind : List.of(DATA, META)) {
                store.removeMap(kind + fullName);
                store.renameMap(store.openMap(kind + oldName), kind + fullName);
            }
            String oldIndexes = oldName + INDEX;
            for (String map : Set.copyOf(store.getMapNames())) {
                if (map.startsWith(oldIndexes)) {
                    store.renameMap(store.openMap(map), indexPrefix(newName) + map.substring(oldIndexes.length()));
                }
            }
        }

        private String indexPrefix(String collection) {
            return getFullCollectionNamespace(collection) + INDEX;
        }
    }
}
