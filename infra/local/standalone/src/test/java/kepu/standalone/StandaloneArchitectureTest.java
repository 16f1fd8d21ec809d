package kepu.standalone;

import kepu.architecture.ArchitectureTest;

class StandaloneArchitectureTest extends ArchitectureTest {
    StandaloneArchitectureTest() {
        super("kepu.standalone");
    }
}
