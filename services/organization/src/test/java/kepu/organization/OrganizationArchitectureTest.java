package kepu.organization;

import kepu.architecture.ArchitectureTest;

class OrganizationArchitectureTest extends ArchitectureTest {
    OrganizationArchitectureTest() {
        super("kepu.organization");
    }
}
