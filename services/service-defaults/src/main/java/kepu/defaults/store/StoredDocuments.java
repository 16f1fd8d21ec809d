package kepu.defaults.store;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Filters;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kepu.defaults.Patience;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Documents by id: as the primary has them, or confirmed by a majority of a replica set, so that no failover takes back what
 * was read.
 */
final class StoredDocuments {
    private static final int COMMAND_NOT_FOUND = 59;

    private final MongoOperations mongo;
    private volatile @Nullable Boolean replicated;

    StoredDocuments(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** One of the two ways to read. */
    interface Reading {
        Optional<Document> find(String collection, String id);
    }

    /**
     * The answer to a command.
     *
     * @param certain whether no failover can take it back
     */
    record Answer(Receipt receipt, boolean certain) {}

    /**
     * Answers a command. What it stores itself is certain; any other answer, a refusal too, rests on what was read, and is
     * given only as it follows from a confirmed reading.
     *
     * @param command is asked a second time if its first answer is not certain
     */
    Receipt answer(Function<Reading, Answer> command) {
        try {
            Answer answer = command.apply(this::find);
            if (answer.certain() || !isReplicated()) {
                return answer.receipt();
            }
        } catch (Rejection e) {
            if (e.status() == 503 || !isReplicated()) { // 503 says nothing of what is stored
                throw e;
            }
        }
        return command.apply(this::confirmed).receipt();
    }

    Optional<Document> find(String collection, String id) {
        return Optional.ofNullable(
                the(collection, Filters.eq("_id", id), ReadConcern.DEFAULT).first());
    }

    /** @throws com.mongodb.MongoExecutionTimeoutException if no majority confirms it in time */
    Optional<Document> confirmed(String collection, String id) {
        return confirmed(collection, Filters.eq("_id", id));
    }

    /**
     * @param one what only one document has
     * @throws com.mongodb.MongoExecutionTimeoutException if no majority confirms it in time
     */
    Optional<Document> confirmed(String collection, Bson one) {
        if (!isReplicated()) {
            return Optional.ofNullable(the(collection, one, ReadConcern.DEFAULT).first());
        }
        return Optional.ofNullable(the(collection, one, ReadConcern.LINEARIZABLE)
                .maxTime(Patience.left(StoreConfiguration.LONGEST_CONFIRMATION).toMillis(), TimeUnit.MILLISECONDS)
                .first());
    }

    private FindIterable<Document> the(String collection, Bson one, ReadConcern concern) {
        return mongo.getCollection(collection)
                .withReadConcern(concern)
                .withReadPreference(ReadPreference.primary())
                .find(one);
    }

    /** A single server has nobody to confirm what it says, and refuses to be asked for it. */
    private boolean isReplicated() {
        Boolean known = replicated;
        if (known == null) {
            known = mongo.execute(database -> {
                try {
                    Document hello = database.runCommand(new Document("hello", 1));
                    return hello.containsKey("setName") || "isdbgrid".equals(hello.get("msg"));
                } catch (MongoCommandException e) {
                    if (e.getErrorCode() != COMMAND_NOT_FOUND) {
                        throw e;
                    }
                    return false; // a store that only speaks MongoDB's protocol
                }
            });
            replicated = known;
        }
        return Boolean.TRUE.equals(known);
    }
}
