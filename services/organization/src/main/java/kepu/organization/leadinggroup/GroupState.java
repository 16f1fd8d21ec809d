package kepu.organization.leadinggroup;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** Whether a leading group is valid now: formed, within its term and not dissolved. */
enum GroupState implements ListState {
    VALID,
    NOT_VALID;

    /** It depends on the time: {@link #is} says it. */
    @Override
    public Bson filter() {
        return Filters.empty();
    }

    boolean is(LeadingGroup group, Instant now) {
        return group.validAt(now) == (this == VALID);
    }
}
