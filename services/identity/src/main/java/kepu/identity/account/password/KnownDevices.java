package kepu.identity.account.password;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kepu.identity.secret.Secrets;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Devices on which an account was used before. Each remembers a secret, of which the hash is kept here: without the password it
 * opens nothing, but wrong passwords of others do not shut it out.
 */
@Component
public class KnownDevices {
    /** Since it was used last. */
    public static final Duration REMEMBERED = Duration.ofDays(180);

    /** Of one account; the one that was used longest ago makes room for another. */
    static final int MOST = 10;

    private static final String ACCOUNT = "accountId";
    private static final String EXPIRES_AT = "expiresAt";

    private final MongoOperations mongo;
    private final Clock clock;

    KnownDevices(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
        devices().createIndex(Indexes.ascending(ACCOUNT, EXPIRES_AT));
    }

    public boolean isKnown(String accountId, @Nullable String device) {
        if (device == null) {
            return false;
        }
        Document known = devices().find(Filters.eq("_id", Secrets.hash(device))).first();
        return known != null
                && accountId.equals(known.getString(ACCOUNT))
                && known.getLong(EXPIRES_AT) > clock.millis();
    }

    /** @return the same secret for a device that is known already, else a new one */
    public String remember(String accountId, @Nullable String device) {
        String secret = device != null && isKnown(accountId, device) ? device : Secrets.random();
        devices()
                .updateOne(
                        Filters.eq("_id", Secrets.hash(secret)),
                        Updates.combine(
                                Updates.set(ACCOUNT, accountId),
                                Updates.set(EXPIRES_AT, clock.millis() + REMEMBERED.toMillis())),
                        new UpdateOptions().upsert(true));
        forgetAllButTheNewest(accountId);
        return secret;
    }

    private void forgetAllButTheNewest(String accountId) {
        List<String> older = devices()
                .find(Filters.eq(ACCOUNT, accountId))
                .projection(Projections.include("_id"))
                .sort(Sorts.orderBy(Sorts.descending(EXPIRES_AT), Sorts.descending("_id")))
                .skip(MOST)
                .map(device -> device.getString("_id"))
                .into(new ArrayList<>());
        if (!older.isEmpty()) {
            devices().deleteMany(Filters.in("_id", older));
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void tidy() {
        devices().deleteMany(Filters.lt(EXPIRES_AT, clock.millis()));
    }

    private MongoCollection<Document> devices() {
        return mongo.getCollection("known-devices");
    }
}
