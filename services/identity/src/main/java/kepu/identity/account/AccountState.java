package kepu.identity.account;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** Whether an account can be used, as far as its administrators decide it. */
enum AccountState implements ListState {
    OPEN {
        @Override
        public Bson filter() {
            return Filters.and(Filters.eq("closedAt", null), Filters.ne("lockedByAdministrator", true));
        }
    },
    LOCKED {
        @Override
        public Bson filter() {
            return Filters.and(Filters.eq("closedAt", null), Filters.eq("lockedByAdministrator", true));
        }
    },
    CLOSED {
        @Override
        public Bson filter() {
            return Filters.ne("closedAt", null);
        }
    }
}
