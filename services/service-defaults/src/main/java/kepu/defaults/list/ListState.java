package kepu.defaults.list;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

/** One of the states that a list can be narrowed to; a collection's states are an enum. */
public interface ListState {
    /** Which documents are in that state. */
    Bson filter();

    /** For a collection that offers no states. */
    enum None implements ListState {
        ;

        @Override
        public Bson filter() {
            return Filters.empty();
        }
    }
}
