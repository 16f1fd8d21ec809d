package kepu.organization.officer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** An officer leaves the post before the unit is closed. */
@Component
class HeldPosts implements Units.Ending {
    private final MongoOperations mongo;

    HeldPosts(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Units.Open> openFrom(String unitId, Instant at) {
        return mongo.find(query(where("_id").is(unitId)), OfficerPost.class).stream()
                .flatMap(post -> post.termsBeyond(at).stream())
                .map(term -> new Units.Open(Units.What.OFFICER, term.appointmentId(), unitId, term.personId()))
                .toList();
    }
}
