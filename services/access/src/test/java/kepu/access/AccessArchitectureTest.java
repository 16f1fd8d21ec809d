package kepu.access;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class AccessArchitectureTest extends ArchitectureTest {
    AccessArchitectureTest() {
        super("kepu.access");
    }

    /** The whole package is the vocabulary of routes and tokens. */
    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.access");
    }
}
