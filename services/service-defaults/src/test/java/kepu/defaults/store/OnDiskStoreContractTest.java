package kepu.defaults.store;

import java.nio.file.Path;
import kepu.embedded.EmbeddedStore;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store as a standalone installation uses it. */
class OnDiskStoreContractTest extends StoreContract {
    @TempDir
    static Path folder;

    private EmbeddedStore embedded;

    @Override
    protected String open() {
        embedded = EmbeddedStore.start(folder, 0);
        return embedded.uri("contract");
    }

    @Override
    protected void shut() {
        embedded.close();
    }
}
