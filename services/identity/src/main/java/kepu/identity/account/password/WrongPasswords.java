package kepu.identity.account.password;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts sign-ins that were begun and have not succeeded, in all instances together and before the password is looked at,
 * so that many at once are not more guesses than one after the other.
 */
@Component
public class WrongPasswords {
    private static final Duration MEMORY = Duration.ofHours(24);
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;
    private final Clock clock;

    WrongPasswords(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * @param lockOuts of the account so far: after each lock-out another count begins, and nothing has to be reset
     * @return the how-manieth it is since the last success, lock-out or day without any
     */
    public int begin(String accountId, long lockOuts) {
        String id = id(accountId, lockOuts);
        counts().deleteOne(Filters.and(Filters.eq("_id", id), Filters.lt("expiresAt", clock.millis())));
        try {
            return countOneMore(id);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != DUPLICATE_KEY) {
                throw e;
            }
            return countOneMore(id); // another one began at the same time
        }
    }

    private int countOneMore(String id) {
        Document counted = counts().findOneAndUpdate(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.inc("count", 1), Updates.set("expiresAt", clock.millis() + MEMORY.toMillis())),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return counted == null ? 1 : counted.getInteger("count");
    }

    public void forget(String accountId, long lockOuts) {
        counts().deleteOne(Filters.eq("_id", id(accountId, lockOuts)));
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void tidy() {
        counts().deleteMany(Filters.lt("expiresAt", clock.millis()));
    }

    private static String id(String accountId, long lockOuts) {
        return accountId + ":" + lockOuts;
    }

    private MongoCollection<Document> counts() {
        return mongo.getCollection("wrong-passwords");
    }
}
