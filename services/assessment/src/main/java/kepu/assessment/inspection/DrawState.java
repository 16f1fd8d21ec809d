package kepu.assessment.inspection;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** How far a draw is: 已承诺, 已揭晓, 已作废. */
enum DrawState implements ListState {
    COMMITTED,
    REVEALED,
    CANCELLED;

    @Override
    public Bson filter() {
        return Filters.eq("state", name());
    }
}
