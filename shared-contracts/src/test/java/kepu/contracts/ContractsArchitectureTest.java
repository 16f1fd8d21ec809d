package kepu.contracts;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

/** The architecture rules on the contracts, all of which are public because all are meant for others. */
class ContractsArchitectureTest extends ArchitectureTest {
    ContractsArchitectureTest() {
        super("kepu.contracts");
    }

    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.contracts..");
    }
}
