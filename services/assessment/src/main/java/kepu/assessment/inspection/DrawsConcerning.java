package kepu.assessment.inspection;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import kepu.assessment.inspection.unit.InspectedUnits;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The draws that may hit a unit: they are read past the store, which would keep a county's draw from its villages. */
@Component
class DrawsConcerning {
    private static final int MOST = 50;

    private final MongoOperations mongo;
    private final InspectedUnits units;

    DrawsConcerning(MongoOperations mongo, InspectedUnits units) {
        this.mongo = mongo;
        this.units = units;
    }

    /** The newest first. */
    List<Draw> newest(String unitId) {
        units.kind(unitId);
        Query concerning = query(where("candidates").is(unitId))
                .with(Sort.by(Sort.Direction.DESC, "committedAt", "_id"))
                .limit(MOST);
        concerning.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(concerning, Draw.class);
    }
}
