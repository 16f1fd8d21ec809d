package kepu.defaults.list;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

/** Whether a recorded fact still holds. */
public enum FactState implements ListState {
    VALID,
    WITHDRAWN;

    @Override
    public Bson filter() {
        return Filters.eq("withdrawn", this == WITHDRAWN);
    }
}
