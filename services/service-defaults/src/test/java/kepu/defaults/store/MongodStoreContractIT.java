package kepu.defaults.store;

import java.io.IOException;
import java.nio.file.Path;
import kepu.defaults.harness.RealMongo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A {@code mongod} of this machine, as a child with its data in a folder of the test's own. */
class MongodStoreContractIT extends StoreContract {
    @TempDir
    static Path folder;

    private @Nullable RealMongo mongod;

    @Override
    protected String open() throws IOException {
        mongod = RealMongo.startChild(folder);
        return mongod.uri();
    }

    @Override
    protected void shut() {
        if (mongod != null) {
            mongod.close();
        }
    }
}
