package kepu.bench;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class BenchArchitectureTest extends ArchitectureTest {
    BenchArchitectureTest() {
        super("kepu.bench");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.bench.installation", "kepu.bench.front");
    }
}
