package kepu.gateway;

import kepu.architecture.ArchitectureTest;

class GatewayArchitectureTest extends ArchitectureTest {
    GatewayArchitectureTest() {
        super("kepu.gateway");
    }
}
