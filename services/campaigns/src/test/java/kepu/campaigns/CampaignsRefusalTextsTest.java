package kepu.campaigns;

import kepu.defaults.RefusalTexts;

class CampaignsRefusalTextsTest extends RefusalTexts {
    CampaignsRefusalTextsTest() {
        super("kepu.campaigns");
    }
}
