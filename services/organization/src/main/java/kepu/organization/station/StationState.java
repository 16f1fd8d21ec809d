package kepu.organization.station;

import com.mongodb.client.model.Filters;
import kepu.defaults.list.ListState;
import org.bson.conversions.Bson;

/** What the latest change of a station says; one that was never opened is closed. */
enum StationState implements ListState {
    OPEN,
    CLOSED;

    /** No query knows the last of several changes: {@link #is} says it. */
    @Override
    public Bson filter() {
        return Filters.empty();
    }

    boolean is(Station station) {
        return station.open() == (this == OPEN);
    }
}
