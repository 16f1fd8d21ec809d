package kepu.defaults.sealing;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.function.Supplier;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Sees to it that of erased people of one kind nothing is left that could be read or confirmed. Their aggregate has the
 * properties {@code keyId} and {@code erasedAt}.
 */
public final class Erasures {
    private static final Bson ERASED = Filters.exists("erasedAt");
    private static final Bson NEEDED = Projections.include("keyId", "version");

    private final MongoOperations mongo;
    private final PersonKeys keys;
    private final Class<?> kind;

    public Erasures(MongoOperations mongo, PersonKeys keys, Class<?> kind) {
        this.mongo = mongo;
        this.keys = keys;
        this.kind = kind;
    }

    /**
     * Erases somebody's data (删除): what happened is stored first, for nobody shall destroy a key untold; then the key goes, so
     * that no copy of the data anywhere can be read. If the process dies in between, a retry destroys the key, and so does the
     * next start.
     *
     * @param erased code of the refusal for somebody who was erased before
     * @param told stores what happened
     */
    public Receipt erase(String id, String erased, Supplier<Receipt> told) {
        try {
            Receipt receipt = told.get();
            complete(id);
            return receipt;
        } catch (Rejection refused) {
            if (refused.code().equals(erased)) {
                complete(id);
            }
            throw refused;
        }
    }

    /** Does nothing about a person who is not erased, nor anything twice. */
    private void complete(String id) {
        Bson theOne = Filters.and(Filters.eq("_id", id), ERASED);
        people().find(theOne).projection(NEEDED).forEach(this::complete);
    }

    void completeAll() {
        people().find(ERASED).projection(NEEDED).forEach(this::complete);
    }

    /**
     * Receipts of earlier commands hold fingerprints of bodies with the data, keyed with what the caller chose: who
     * guesses that key could try out phone numbers.
     */
    private void complete(Document person) {
        keys.destroy(person.getString("keyId"));
        people().updateOne(
                        Filters.eq("_id", person.getString("_id")),
                        Updates.combine(
                                Updates.unset("firstApplied"),
                                Updates.pull("applied", Filters.lt("version", person.getLong("version")))));
    }

    private MongoCollection<Document> people() {
        return mongo.getCollection(mongo.getCollectionName(kind));
    }
}
