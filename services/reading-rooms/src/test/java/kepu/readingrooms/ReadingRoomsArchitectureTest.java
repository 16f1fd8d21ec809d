package kepu.readingrooms;

import kepu.architecture.ArchitectureTest;

class ReadingRoomsArchitectureTest extends ArchitectureTest {
    ReadingRoomsArchitectureTest() {
        super("kepu.readingrooms");
    }
}
