package kepu.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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

    private static final int COMMITS_BETWEEN_CLEANINGS = 2_048;
    private static final int WANTED_FILL_PERCENT = 60;
    private static final int CLEANED_AT_ONCE_BYTES = 8 * 1024 * 1024;

    private final MVStore store;
    private final ReentrantReadWriteLock executing = new ReentrantReadWriteLock();
    private final Object committing = new Object();
    private final AtomicLong executed = new AtomicLong();
    private volatile long committed;
    private long commits;

    CommittingBackend(MVStore store) {
        this.store = store;
        super(store);
        version(ServerVersion.MONGO_5_0);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new Database(name, store, getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (isInMemory() || isRead(command, query)) {
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
                if (commits % COMMITS_BETWEEN_CLEANINGS == 0) {
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
        private static final DocumentType DOCUMENTS = new DocumentType();

        private final MVStore store;

        Database(String name, MVStore store, CursorRegistry cursors) {
            // The superclass opens the indexes of a file that holds some, and needs the store for it.
            this.store = store;
            super(name, store, cursors);
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

    /**
     * Never changes a document that a reader may hold.
     *
     * <p>The superclass writes an update into the stored document field by field, while the answer to a query is put on
     * the wire after the collection's lock is let go: a reader could see the new version with the old fields, and write
     * them back. Here an update changes a copy, which then takes the place of the stored one at once.
     */
    private static final class WholeDocuments extends H2Collection {

        /** Guarded by this collection's lock, as all commands on it are. */
        private boolean changing;

        WholeDocuments(
                MongoDatabase database,
                String name,
                CollectionOptions options,
                MVMap<Object, Document> data,
                MVMap<String, Object> meta,
                CursorRegistry cursors) {
            super(database, name, options, data, meta, cursors);
        }

        @Override
        public synchronized Document updateDocuments(
                Document selector, Document update, ArrayFilters filters, boolean multi, boolean upsert, Oplog oplog) {
            changing = true;
            try {
                return super.updateDocuments(selector, update, filters, multi, upsert, oplog);
            } finally {
                changing = false;
            }
        }

        @Override
        public synchronized Document findAndModify(Document query) {
            changing = true;
            try {
                return super.findAndModify(query);
            } finally {
                changing = false;
            }
        }

        @Override
        protected QueryResult queryDocuments(
                Document query, Document orderBy, int skip, int limit, int batchSize, Document projection) {
            QueryResult found = super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
            if (!changing) {
                return found;
            }
            List<Document> copies = new ArrayList<>();
            for (Document document : found) {
                copies.add(document.clone());
            }
            return new QueryResult(copies, found.getCursorId());
        }
    }
}
