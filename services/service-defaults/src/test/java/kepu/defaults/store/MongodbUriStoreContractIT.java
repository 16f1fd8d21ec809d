package kepu.defaults.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The MongoDB, or what calls itself so, at {@code MONGODB_URI}; in databases of the test's own. */
class MongodbUriStoreContractIT extends StoreContract {
    @Override
    protected String open() {
        String uri = System.getenv("MONGODB_URI");
        assumeTrue(uri != null && !uri.isBlank(), "MONGODB_URI is not set");
        return uri;
    }
}
