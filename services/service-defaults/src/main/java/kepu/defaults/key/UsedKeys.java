package kepu.defaults.key;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.defaults.Command;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The idempotency keys that a document of a kind with {@link IdFromBody} was created or changed under, outside the mapping. A
 * unique index lets one document have a key: of two bodies under one key, at the same moment or years apart, one is stored.
 *
 * <p>The key is written in the command's own write. Of a command that writes several documents the first holds it for all.
 */
public final class UsedKeys {
    /** Field of the document. */
    public static final String FIELD = "usedKeys";

    /** That of the creation, and of as many changes as there are receipts. */
    private static final int MOST = 129;

    private static final int DUPLICATE_KEY = 11000;
    private static final int CANNOT_CREATE_INDEX = 67; // of a sharded collection

    private static final Logger log = LoggerFactory.getLogger(UsedKeys.class);

    private UsedKeys() {}

    /**
     * Makes the index. It is sparse: what was stored before keys were held is not in it, and cannot be in its way. A collection
     * in which it cannot be made is used without it, for a service that does not start helps nobody.
     */
    public static void index(MongoCollection<Document> collection) {
        try {
            collection.createIndex(
                    new Document(FIELD, 1), new IndexOptions().unique(true).sparse(true));
        } catch (MongoServerException e) {
            if (!Set.of(DUPLICATE_KEY, CANNOT_CREATE_INDEX).contains(e.getCode())) {
                throw e;
            }
            log.error(
                    "in {} one Idempotency-Key may be taken for two different bodies: its index {} cannot be made: {}",
                    collection.getNamespace().getCollectionName(),
                    FIELD,
                    e.getMessage());
        }
    }

    /** Whether a document of that kind is to hold the command's key, which nothing that it stored before holds. */
    public static boolean takes(Class<?> type, Command command) {
        return command.key() != null && !command.isKeyHeld() && type.isAnnotationPresent(IdFromBody.class);
    }

    /** Those that a document holds from now on: never without its first, for a creation is recognised for ever. */
    public static List<String> with(Document stored, Command command) {
        List<String> keys = new ArrayList<>(stored.getList(FIELD, String.class, List.of()));
        if (!keys.contains(command.key())) {
            if (keys.size() >= MOST) {
                keys.remove(1);
            }
            keys.add(command.key());
        }
        return keys;
    }

    /** Matches the document that holds the command's key. */
    public static Bson heldFor(Command command) {
        return Filters.eq(FIELD, command.key());
    }
}
