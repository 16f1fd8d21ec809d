package kepu.identity;

import kepu.defaults.RefusalTexts;

class IdentityRefusalTextsTest extends RefusalTexts {
    IdentityRefusalTextsTest() {
        super("kepu.identity");
    }
}
