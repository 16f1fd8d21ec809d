package kepu.readingrooms;

import kepu.defaults.RefusalTexts;

class ReadingRoomsRefusalTextsTest extends RefusalTexts {
    ReadingRoomsRefusalTextsTest() {
        super("kepu.readingrooms");
    }
}
