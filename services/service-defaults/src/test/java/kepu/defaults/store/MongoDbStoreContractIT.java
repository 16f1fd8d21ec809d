package kepu.defaults.store;

import kepu.embedded.TestStore;
import org.jspecify.annotations.Nullable;

/** MongoDB: that of {@code MONGODB_URI}, else a {@code mongod} of this machine. */
class MongoDbStoreContractIT extends StoreContract {
    private @Nullable TestStore mongoDb;

    @Override
    protected String open() {
        mongoDb = TestStore.openMongoDb();
        return mongoDb.uri();
    }

    @Override
    protected void shut() {
        if (mongoDb != null) {
            mongoDb.close();
        }
    }
}
