package kepu.assessment.award;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kepu.assessment.award.AwardList.Line;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the other features may ask about award lists. */
@Component
public class Awards {
    private final MongoOperations mongo;

    Awards(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** A commended room of a unit, on a list that is signed. */
    public record Award(String unitId, String room, String documentNumber, Instant signedAt) {}

    /** The commended rooms of these units for a year, whichever county or township commends them. */
    public List<Award> signed(Collection<String> unitIds, int year) {
        Query signed = query(where("year")
                .is(year)
                .and("state")
                .is(AwardList.State.SIGNED.name())
                .and("lines.unitId")
                .in(unitIds));
        signed.fields().exclude("outbox", "applied", "firstApplied");
        List<Award> awards = new ArrayList<>();
        for (AwardList list : mongo.find(signed, AwardList.class)) {
            String document = list.documentNumber();
            Instant at = list.signedAt();
            for (Line line : list.lines()) {
                if (document != null && at != null && unitIds.contains(line.unitId())) {
                    awards.add(new Award(line.unitId(), line.name(), document, at));
                }
            }
        }
        return awards;
    }
}
