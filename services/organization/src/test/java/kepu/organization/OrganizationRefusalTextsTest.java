package kepu.organization;

import kepu.defaults.RefusalTexts;

class OrganizationRefusalTextsTest extends RefusalTexts {
    OrganizationRefusalTextsTest() {
        super("kepu.organization");
    }
}
