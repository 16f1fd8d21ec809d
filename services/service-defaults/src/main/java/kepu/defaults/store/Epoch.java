package kepu.defaults.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/** Which life of its database this service is in: 1, and one more after each restore from a backup. */
public final class Epoch {
    private final MongoOperations mongo;
    private volatile @Nullable Long current;

    public Epoch(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** The epoch for new events; read once, as a restore needs a restart. */
    public long current() {
        Long known = current;
        if (known == null) {
            known = change(Updates.setOnInsert("value", 1L));
            current = known;
        }
        return known;
    }

    /** To be called once after a database was restored, so that new events win over those that were lost. */
    public long bump() {
        current();
        long bumped = change(Updates.inc("value", 1L));
        current = bumped;
        return bumped;
    }

    private long change(org.bson.conversions.Bson update) {
        Document epoch = mongo.getCollection("meta")
                .findOneAndUpdate(
                        Filters.eq("_id", "epoch"),
                        update,
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(epoch).getLong("value");
    }
}
