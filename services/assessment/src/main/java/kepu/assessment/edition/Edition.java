package kepu.assessment.edition;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Tells all instances when something has changed that scores of many units read: the directory, or what a county states.
 *
 * <p>Whoever changes it stores the change, then calls {@link #change}, then refreshes the cards. Whoever keeps it in memory asks
 * for {@link #current} after reading the cards that it will write: if the answer is the one from before it was read, then what is
 * in memory is no older than those cards.
 */
@Component
public class Edition {
    private static final String ID = "shared";
    private static final String VALUE = "edition";

    private final MongoOperations mongo;

    Edition(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** A text that never was the current one before; empty if nothing has changed yet. */
    public String current() {
        Document found = editions().find(Filters.eq("_id", ID)).first();
        return found == null ? "" : found.getString(VALUE);
    }

    /** Not a number: a restored database must not come to one a second time. */
    public void change() {
        editions()
                .updateOne(
                        Filters.eq("_id", ID),
                        Updates.set(VALUE, UUID.randomUUID().toString()),
                        new UpdateOptions().upsert(true));
    }

    private MongoCollection<Document> editions() {
        return mongo.getCollection("editions");
    }
}
