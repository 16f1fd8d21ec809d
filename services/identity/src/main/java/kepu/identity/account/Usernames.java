package kepu.identity.account;

import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kepu.defaults.Patience;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.text.TextNormalizer;
import kepu.defaults.text.UnusableText;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Each login name (登录名) belongs to one account for ever: a document of its own under the name.
 *
 * <p>A name that ends in {@code @} and a unit's code is that unit's; names without belong to the whole installation. So
 * whoever opens an account for a unit learns of no name beyond that unit's.
 */
@Component
class Usernames {
    /** By then an account was opened under a name that was taken for it, or never will be. */
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(5);

    private static final int DUPLICATE_KEY = 11000;

    /** Of names that can be somebody's, however they are typed; to compare longer ones costs more than anybody may ask for. */
    private static final int LONGEST_TYPED = 1_000;

    private static final char AT = '@';

    private final MongoOperations mongo;
    private final Clock clock;

    Usernames(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * How a name is compared: however it is typed, but for the unit's code, for codes may differ by their case.
     *
     * @throws UnusableText if it can be nobody's
     */
    static String normal(String typed) {
        String plain = Normalizer.normalize(TextNormalizer.line(typed), Normalizer.Form.NFKC);
        int at = plain.lastIndexOf(AT);
        return at < 0
                ? TextNormalizer.compared(plain)
                : TextNormalizer.compared(plain.substring(0, at)) + plain.substring(at);
    }

    /** @param username in its {@link #normal} form */
    static String withoutUnit(String username) {
        int at = username.lastIndexOf(AT);
        return at < 0 ? username : username.substring(0, at);
    }

    /**
     * The name is one of the unit's, or of the whole installation's if that is the caller's.
     *
     * @param username in its {@link #normal} form
     * @throws kepu.defaults.Rejection 422 {@code username-not-of-unit}
     */
    static void requireOneOf(String unitId, String username) {
        int at = username.lastIndexOf(AT);
        boolean rightful = at < 0
                ? Access.current().everywhere()
                : username.substring(at + 1).equals(unitId);
        if (!rightful) {
            throw AccountRejection.usernameNotOfUnit(unitId);
        }
    }

    /** @param username in its {@link #normal} form */
    void take(String username, String accountId) {
        Document taken =
                new Document("_id", username).append("accountId", accountId).append("takenAt", clock.millis());
        try {
            names().insertOne(taken);
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            if (accountOf(username).isEmpty()) { // somebody's, though no majority says whose
                throw SharedRefusal.STORE_UNAVAILABLE.with();
            }
            if (!isOf(username, accountId) && !takeOver(username, accountId)) {
                throw AccountRejection.usernameTaken(username);
            }
        }
    }

    private boolean isOf(String username, String accountId) {
        return accountOf(username).filter(accountId::equals).isPresent();
    }

    /** From an account whose opening was refused or broke off after the name was taken. */
    private boolean takeOver(String username, String accountId) {
        Document taken = find(username);
        if (taken == null
                || taken.getLong("takenAt") > clock.millis() - LONGEST_OPENING.toMillis()
                || mongo.findById(taken.getString("accountId"), Account.class) != null) {
            return false;
        }
        return names().updateOne(
                                Filters.and(
                                        Filters.eq("_id", username),
                                        Filters.eq("accountId", taken.getString("accountId"))),
                                Updates.combine(
                                        Updates.set("accountId", accountId), Updates.set("takenAt", clock.millis())))
                        .getModifiedCount()
                == 1;
    }

    Optional<String> accountOfTyped(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        try {
            return accountOf(normal(typed));
        } catch (UnusableText e) {
            return Optional.empty();
        }
    }

    Optional<String> accountOf(String username) {
        return Optional.ofNullable(find(username)).map(taken -> taken.getString("accountId"));
    }

    /** As a majority has it: a name counts as an account's only if no failover gives it to another. */
    private @Nullable Document find(String username) {
        return names().withReadConcern(ReadConcern.MAJORITY)
                .find(Filters.eq("_id", username))
                .maxTime(Patience.left(Patience.OF_A_STEP).toMillis(), TimeUnit.MILLISECONDS)
                .first();
    }

    private MongoCollection<Document> names() {
        return mongo.getCollection("usernames");
    }
}
