package kepu.campaigns;

import kepu.architecture.ArchitectureTest;

class CampaignsArchitectureTest extends ArchitectureTest {
    CampaignsArchitectureTest() {
        super("kepu.campaigns");
    }
}
