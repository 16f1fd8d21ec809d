package kepu.embedded;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

/** Broker and store are one flat package that shows the other modules both of them and the port they may find taken. */
class EmbeddedArchitectureTest extends ArchitectureTest {
    EmbeddedArchitectureTest() {
        super("kepu.embedded");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.embedded");
    }
}
