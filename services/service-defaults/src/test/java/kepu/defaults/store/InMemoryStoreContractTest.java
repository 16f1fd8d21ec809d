package kepu.defaults.store;

import kepu.embedded.EmbeddedStore;

/** The embedded store without a file. */
class InMemoryStoreContractTest extends StoreContract {
    private EmbeddedStore embedded;

    @Override
    protected String open() {
        embedded = EmbeddedStore.inMemory();
        return embedded.uri("contract");
    }

    @Override
    protected void shut() {
        embedded.close();
    }
}
