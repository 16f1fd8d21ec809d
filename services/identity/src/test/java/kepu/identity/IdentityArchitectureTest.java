package kepu.identity;

import kepu.architecture.ArchitectureTest;

class IdentityArchitectureTest extends ArchitectureTest {
    IdentityArchitectureTest() {
        super("kepu.identity");
    }
}
