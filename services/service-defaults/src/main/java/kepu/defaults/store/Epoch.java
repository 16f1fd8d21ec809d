package kepu.defaults.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/** Which life of its database this service is in: 1, and one more after each restore from a backup. */
public final class Epoch {
    private static final Logger log = LoggerFactory.getLogger(Epoch.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final Bson THE_ONE = Filters.eq("_id", "epoch");

    private final MongoOperations mongo;
    private volatile @Nullable Long current;

    public Epoch(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** The epoch for new events; read once, as a restore needs a restart. */
    public long current() {
        Long known = current;
        if (known == null) {
            known = read();
            current = known;
        }
        return known;
    }

    /** To be called once after a database was restored, so that new events win over those that were lost. */
    public long bump() {
        read();
        Document epoch = mongo.getCollection("meta").findOneAndUpdate(THE_ONE, Updates.inc("value", 1L), after());
        long bumped = value(epoch);
        current = bumped;
        return bumped;
    }

    /** Bumps once for each restore, however often the service starts after it. */
    void restoredFrom(String backup) {
        read();
        Document bumped = mongo.getCollection("meta")
                .findOneAndUpdate(
                        Filters.and(THE_ONE, Filters.ne("restoredFrom", backup)),
                        Updates.combine(Updates.inc("value", 1L), Updates.set("restoredFrom", backup)),
                        after());
        if (bumped != null) {
            log.info("restored from {}: events are of epoch {} from now on", backup, value(bumped));
        }
        current = null;
    }

    private long read() {
        try {
            return readOrBegin();
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != DUPLICATE_KEY) {
                throw e;
            }
            return readOrBegin(); // another instance began at the same time
        }
    }

    private long readOrBegin() {
        return value(mongo.getCollection("meta")
                .findOneAndUpdate(THE_ONE, Updates.setOnInsert("value", 1L), after().upsert(true)));
    }

    private static FindOneAndUpdateOptions after() {
        return new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    }

    private static long value(@Nullable Document epoch) {
        return Objects.requireNonNull(epoch, "epoch").getLong("value");
    }
}
