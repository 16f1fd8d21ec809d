package kepu.volunteers;

import kepu.architecture.ArchitectureTest;

class VolunteersArchitectureTest extends ArchitectureTest {
    VolunteersArchitectureTest() {
        super("kepu.volunteers");
    }
}
