package kepu.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that never changes a document that a reader may hold, and whose lock all its commands take.
 *
 * <p>The superclass writes an update into the stored document field by field, while the answer to a query is put on the
 * wire after the collection's lock is let go: a reader could see the new version with the old fields, and write them
 * back. Here an update changes a copy, which then takes the place of the stored one at once.
 *
 * <p>The superclass also copies and compares several times all that it is given to update. So it is given only the
 * fields that the update names; the others pass from the stored document to the new one as they are.
 */
final class WholeDocuments extends H2Collection {

    /** The superclass asks for the size of the data while it is constructed, which would read all of it. */
    private final boolean open;

    /** What the command under way changes; guarded by this collection's lock, as all commands on it are. */
    private @Nullable ChangedFields changing;

    WholeDocuments(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> data,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, data, meta, cursors);
        open = true;
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    public synchronized Document updateDocuments(
            Document selector, Document update, ArrayFilters filters, boolean multi, boolean upsert, Oplog oplog) {
        changing = ChangedFields.of(update, getIndexes());
        try {
            return super.updateDocuments(selector, update, filters, multi, upsert, oplog);
        } finally {
            changing = null;
        }
    }

    @Override
    public synchronized Document findAndModify(Document query) {
        // The answer is the whole document.
        changing = ChangedFields.ALL;
        try {
            return super.findAndModify(query);
        } finally {
            changing = null;
        }
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        QueryResult found = super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
        ChangedFields changed = changing;
        if (changed == null) {
            return found;
        }
        List<Document> copies = new ArrayList<>();
        for (Document document : found) {
            copies.add(changed.copy(document));
        }
        return new QueryResult(copies, found.getCursorId());
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        ChangedFields changed = changing;
        super.handleUpdate(position, before, changed == null ? after : changed.applied(getDocument(position), after));
    }

    @Override
    protected boolean tracksDataSize() {
        // To keep it at hand would encode a document twice for every update, and write a second map.
        return false;
    }

    @Override
    protected int getDataSize() {
        return open
                ? streamAllDocumentsWithPosition()
                        .mapToInt(stored -> DocumentType.size(stored.getDocument()))
                        .sum()
                : 0;
    }
}
