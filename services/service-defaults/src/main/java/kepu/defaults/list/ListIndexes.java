package kepu.defaults.list;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.persistence.autoconfigure.EntityScanner;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/** Makes the indexes that the lists of a service need. */
final class ListIndexes implements SmartInitializingSingleton {
    private final ApplicationContext context;
    private final MongoOperations mongo;

    ListIndexes(ApplicationContext context, MongoOperations mongo) {
        this.context = context;
        this.mongo = mongo;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            new EntityScanner(context).scan(Listed.class).forEach(this::index);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void index(Class<?> type) {
        ListedCollection collection = ListedCollection.of(type);
        var documents = mongo.getCollection(mongo.getCollectionName(collection.stored()));
        collection.indexes().forEach(documents::createIndex);
    }
}
