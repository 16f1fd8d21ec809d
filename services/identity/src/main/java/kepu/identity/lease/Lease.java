package kepu.identity.lease;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import kepu.defaults.Command;
import kepu.defaults.Patience;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Lets one thread of all instances at a time do what concerns several documents at once. */
@Component
public class Lease {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;
    private final Clock clock;

    Lease(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** @throws Rejection 503 {@code too-contended} if somebody else does not let go */
    public <T> T hold(String name, Supplier<T> work) {
        String holder = Command.newEventId().toString();
        long giveUp = System.nanoTime() + Patience.left(Patience.OF_A_STEP).toNanos();
        while (!take(name, holder)) {
            if (System.nanoTime() > giveUp) {
                throw SharedRefusal.TOO_CONTENDED.with(name);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        try {
            return work.get();
        } finally {
            leases().deleteOne(Filters.and(Filters.eq("_id", name), Filters.eq("holder", holder)));
        }
    }

    /** Takes over what a process that died did not let go. */
    private boolean take(String name, String holder) {
        long now = clock.millis();
        long until = now + LONGEST.toMillis();
        boolean tookOver = leases().updateOne(
                                Filters.and(Filters.eq("_id", name), Filters.lt("until", now)),
                                Updates.combine(Updates.set("holder", holder), Updates.set("until", until)))
                        .getModifiedCount()
                == 1;
        if (tookOver) {
            return true;
        }
        try {
            leases().insertOne(
                            new Document("_id", name).append("holder", holder).append("until", until));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    private MongoCollection<Document> leases() {
        return mongo.getCollection("leases");
    }
}
