package kepu.assessment;

import kepu.defaults.RefusalTexts;

class AssessmentRefusalTextsTest extends RefusalTexts {
    AssessmentRefusalTextsTest() {
        super("kepu.assessment");
    }
}
