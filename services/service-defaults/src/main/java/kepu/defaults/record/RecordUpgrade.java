package kepu.defaults.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.util.Objects;
import org.bson.Document;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;

/**
 * Brings the records that release 0.1.0 stored into today's shape, once for each collection and before anything reads
 * them; doing it twice changes nothing.
 */
public final class RecordUpgrade implements InitializingBean {
    private static final String CONTENT = "content";

    private final MongoOperations mongo;

    public RecordUpgrade(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        for (MongoPersistentEntity<?> entity :
                mongo.getConverter().getMappingContext().getPersistentEntities()) {
            if (AmendableRecord.class.isAssignableFrom(entity.getType())
                    && entity.isAnnotationPresent(org.springframework.data.mongodb.core.mapping.Document.class)) {
                once(entity);
            }
        }
    }

    private void once(MongoPersistentEntity<?> entity) {
        MongoCollection<Document> upgrades = mongo.getCollection("upgrades");
        Document done = new Document("_id", entity.getCollection() + "/" + CONTENT);
        if (upgrades.find(done).first() == null) {
            upgrade(mongo.getCollection(entity.getCollection()), contentOf(entity));
            upgrades.replaceOne(done, done, new ReplaceOptions().upsert(true));
        }
    }

    private MongoPersistentEntity<?> contentOf(MongoPersistentEntity<?> entity) {
        MongoPersistentProperty content = entity.getRequiredPersistentProperty(CONTENT);
        return Objects.requireNonNull(
                mongo.getConverter().getMappingContext().getPersistentEntity(content), entity.getName());
    }

    private static void upgrade(MongoCollection<Document> records, MongoPersistentEntity<?> content) {
        Document names = new Document();
        for (MongoPersistentProperty property : content) {
            names.append(property.getFieldName(), CONTENT + "." + property.getFieldName());
        }
        records.updateMany(Filters.exists(CONTENT, false), new Document("$rename", names));
        records.updateMany(Filters.exists("filedAt"), Updates.rename("filedAt", "occurredAt"));
        records.updateMany(
                Filters.and(Filters.exists("withdrawn", false), Filters.eq("state", "WITHDRAWN")),
                Updates.set("withdrawn", true));
        records.updateMany(Filters.exists("withdrawn", false), Updates.set("withdrawn", false));
    }
}
