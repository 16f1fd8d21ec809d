package kepu.defaults.store;

import kepu.embedded.TestStore;
import kepu.embedded.TestStore.NeedsMongoDb;
import org.junit.jupiter.api.extension.ExtendWith;

/** MongoDB: that of {@code MONGODB_URI}, else a {@code mongod} of this machine. */
@ExtendWith(NeedsMongoDb.class)
class MongoDbStoreContractIT extends StoreContract {
    private TestStore mongoDb;

    @Override
    protected String open() {
        mongoDb = TestStore.openMongoDb();
        return mongoDb.uri();
    }

    @Override
    protected void shut() {
        mongoDb.close();
    }
}
