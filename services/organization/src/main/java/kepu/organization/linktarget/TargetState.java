package kepu.organization.linktarget;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** Whether volunteers may still be linked to a target. */
enum TargetState implements ListState {
    IN_USE {
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
