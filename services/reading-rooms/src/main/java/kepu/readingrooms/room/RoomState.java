package kepu.readingrooms.room;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** Whether a room is retired, as far as is known now. */
enum RoomState implements ListState {
    IN_SERVICE {
        @Override
        public Bson filter() {
            return Filters.eq("retiredAt", null);
        }
    },
    RETIRED {
        @Override
        public Bson filter() {
            return Filters.ne("retiredAt", null);
        }
    }
}
