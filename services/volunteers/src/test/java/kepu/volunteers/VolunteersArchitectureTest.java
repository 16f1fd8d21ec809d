package kepu.volunteers;

import java.util.Set;
import kepu.architecture.ArchitectureTest;

class VolunteersArchitectureTest extends ArchitectureTest {
    VolunteersArchitectureTest() {
        super("kepu.volunteers");
    }

    /** Only the feature around it uses it. */
    @Override
    protected Set<String> openPackages() {
        return Set.of("kepu.volunteers.person.sealing");
    }
}
