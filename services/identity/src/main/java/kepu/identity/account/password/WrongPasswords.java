package kepu.identity.account.password;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts sign-ins that were begun and have not succeeded, in all instances together and before the password is looked at,
 * so that many at once are not more guesses than one after the other.
 *
 * <p>Each way to an account has its own count: who guesses from one place shuts nobody out elsewhere.
 */
@Component
public class WrongPasswords {
    private static final Duration MEMORY = Duration.ofHours(24);

    /** A way is shut for that long first, and twice as long each further time of a day. */
    private static final Duration FIRST = Duration.ofMinutes(15);

    private static final int MOST_DOUBLINGS = 10;
    private static final int DUPLICATE_KEY = 11000;
    private static final String ROUND = "round";
    private static final String SHUT_UNTIL = "shutUntil";
    private static final String EXPIRES_AT = "expiresAt";

    private final MongoOperations mongo;
    private final Clock clock;

    WrongPasswords(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * From where an account is signed in to.
     *
     * @param forgiven grows when all wrong passwords of the account are forgiven
     * @param from an address, or a device on which the account was used before
     */
    public record Way(String accountId, long forgiven, String from) {
        private String id() {
            return accountId + ":" + forgiven + ":" + from;
        }

        /** After each time that it was shut, another count begins, and nothing has to be reset. */
        private String id(Attempt attempt) {
            return id() + ":" + attempt.round();
        }
    }

    /**
     * A sign-in that was begun.
     *
     * @param round how often the way was shut before
     * @param count the how-manieth it is since the last success, shutting or day without any
     */
    public record Attempt(long round, int count) {}

    /** @return empty while the way is shut */
    public Optional<Attempt> begin(Way way) {
        Document shut = ways().find(Filters.eq("_id", way.id())).first();
        if (shut != null && shut.getLong(SHUT_UNTIL) > clock.millis()) {
            return Optional.empty();
        }
        Attempt begun = new Attempt(shut == null ? 0 : shut.getLong(ROUND), 0);
        String id = way.id(begun);
        ways().deleteOne(Filters.and(Filters.eq("_id", id), Filters.lt(EXPIRES_AT, clock.millis())));
        return Optional.of(new Attempt(begun.round(), count(id)));
    }

    private int count(String id) {
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
        Document counted = ways().findOneAndUpdate(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.inc("count", 1), Updates.set(EXPIRES_AT, clock.millis() + MEMORY.toMillis())),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return counted == null ? 1 : counted.getInteger("count");
    }

    /** Once for the attempts of one round, however many failed at the same time. */
    public void shut(Way way, Attempt attempt, Duration longest) {
        Duration length = FIRST.multipliedBy(1L << Math.min(attempt.round(), MOST_DOUBLINGS));
        long until = clock.millis() + (length.compareTo(longest) < 0 ? length : longest).toMillis();
        if (attempt.round() > 0) {
            ways().updateOne(
                            Filters.and(Filters.eq("_id", way.id()), Filters.eq(ROUND, attempt.round())),
                            Updates.combine(
                                    Updates.set(ROUND, attempt.round() + 1),
                                    Updates.set(SHUT_UNTIL, until),
                                    Updates.set(EXPIRES_AT, until + MEMORY.toMillis())));
            return;
        }
        try {
            ways().insertOne(new Document("_id", way.id())
                    .append(ROUND, 1L)
                    .append(SHUT_UNTIL, until)
                    .append(EXPIRES_AT, until + MEMORY.toMillis()));
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    public void forget(Way way, Attempt attempt) {
        ways().deleteOne(Filters.eq("_id", way.id(attempt)));
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void tidy() {
        ways().deleteMany(Filters.lt(EXPIRES_AT, clock.millis()));
    }

    private MongoCollection<Document> ways() {
        return mongo.getCollection("wrong-passwords");
    }
}
