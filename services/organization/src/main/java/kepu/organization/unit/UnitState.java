package kepu.organization.unit;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** Whether a unit is closed, as far as is known now. */
enum UnitState implements ListState {
    OPEN {
        @Override
        public Bson filter() {
            return Filters.eq("closedAt", null);
        }
    },
    CLOSED {
        @Override
        public Bson filter() {
            return Filters.ne("closedAt", null);
        }
    }
}
