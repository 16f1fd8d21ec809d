package kepu.topology;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

/** The table and its parts are one flat package that whoever describes the same topics elsewhere may read. */
class TopologyArchitectureTest extends ArchitectureTest {
    TopologyArchitectureTest() {
        super("kepu.topology");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.topology");
    }
}
