package kepu.defaults;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class DefaultsArchitectureTest extends ArchitectureTest {
    DefaultsArchitectureTest() {
        super("kepu.defaults");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.defaults..");
    }
}
