package kepu.volunteers;

import kepu.defaults.RefusalTexts;

class VolunteersRefusalTextsTest extends RefusalTexts {
    VolunteersRefusalTextsTest() {
        super("kepu.volunteers");
    }
}
