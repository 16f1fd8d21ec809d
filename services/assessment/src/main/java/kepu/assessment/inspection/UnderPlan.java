package kepu.assessment.inspection;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kepu.assessment.inspection.plan.InspectionPlans.RestOnPlan;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Inspections and draws that stand under a plan; all are of its unit or of units below it. */
@Component
class UnderPlan implements RestOnPlan {
    private final MongoOperations mongo;
    private final ZoneId zone;

    UnderPlan(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    @Override
    public List<Resting> of(String planId) {
        Stream<Resting> inspected =
                mongo
                        .find(
                                bare(where("content.planId")
                                        .is(planId)
                                        .and("withdrawn")
                                        .is(false)),
                                Inspection.class)
                        .stream()
                        .map(inspection -> new Inspected(
                                inspection.content().entryNumber(),
                                LocalDate.ofInstant(inspection.occurredAt(), zone)));
        Stream<Resting> drawn = mongo.find(bare(where("planId").is(planId)), Draw.class).stream()
                .map(Draw::view)
                .filter(draw -> draw.state() != DrawState.CANCELLED)
                .map(draw -> new Drawn(draw.entryNumber(), draw.year()));
        return Stream.concat(inspected, drawn).toList();
    }

    private static Query bare(Criteria asked) {
        Query query = query(asked);
        query.fields().exclude("outbox", "applied", "firstApplied");
        return query;
    }
}
