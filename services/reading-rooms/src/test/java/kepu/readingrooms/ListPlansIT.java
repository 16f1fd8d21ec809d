package kepu.readingrooms;

import java.util.Map;
import kepu.defaults.list.ServiceListPlans;

class ListPlansIT extends ServiceListPlans {
    ListPlansIT() {
        super(ReadingRooms.class, Map.of("OpeningCalendar", "a room has one for a year, found under the room"));
    }
}
