package kepu.campaigns.archive;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Gives each entry its number in the catalogue (件号), counted within unit and year; some may stay unused. */
@Component
class ItemNumbers {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;

    ItemNumbers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    String next(String unitId, int year) {
        long number;
        try {
            number = counted(unitId, year);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != DUPLICATE_KEY) {
                throw e;
            }
            number = counted(unitId, year); // another request began the count at the same time
        }
        return "%d-%04d".formatted(year, number);
    }

    private long counted(String unitId, int year) {
        Document count = mongo.getCollection("archive-numbers")
                .findOneAndUpdate(
                        Filters.eq("_id", unitId + ':' + year),
                        Updates.inc("count", 1L),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(count, "count").getLong("count");
    }
}
