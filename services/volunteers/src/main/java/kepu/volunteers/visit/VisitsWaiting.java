package kepu.volunteers.visit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kepu.volunteers.reminder.OpenMatters;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Visits that wait for verification stand open. */
@Component
class VisitsWaiting implements OpenMatters {
    private final MongoOperations mongo;

    VisitsWaiting(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void tell(Instant now, Consumer<OpenMatter> to) {
        Query waiting = query(where("state").is(Visit.State.UNVERIFIED.name()));
        waiting.fields().exclude("outbox", "applied", "firstApplied");
        try (Stream<Visit> visits = mongo.stream(waiting, Visit.class)) {
            OpenMatters.oldest(visits.map(visit -> new OpenMatter(
                            visit.unitId(), visit.content().teamId(), Matter.VISITS_UNVERIFIED, visit.occurredAt())))
                    .forEach(to);
        }
    }
}
