package kepu.bench;

import kepu.architecture.ArchitectureTest;

class BenchArchitectureTest extends ArchitectureTest {
    BenchArchitectureTest() {
        super("kepu.bench");
    }
}
