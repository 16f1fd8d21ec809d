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

/**
 * A collection that never changes a document that a reader may hold, and whose lock all its commands take.
 *
 * <p>The superclass writes an update into the stored document field by field, while the answer to a query is put on the
 * wire after the collection's lock is let go: a reader could see the new version with the old fields, and write them
 * back. Here an update changes a copy, which then takes the place of the stored one at once.
 */
final class WholeDocuments extends H2Collection {

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
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    public synchronized int count(Document query, int skip, int limit) {
        return super.count(query, skip, limit);
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
