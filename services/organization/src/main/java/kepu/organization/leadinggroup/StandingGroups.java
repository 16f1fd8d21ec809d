package kepu.organization.leadinggroup;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** A leading group has ended, or is dissolved, before its unit is closed. */
@Component
class StandingGroups implements Units.Ending {
    private final MongoOperations mongo;

    StandingGroups(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Units.Open> openFrom(String unitId, Instant at) {
        return mongo.find(query(where("unitId").is(unitId)), LeadingGroup.class).stream()
                .filter(group -> group.validBeyond(at))
                .map(group -> new Units.Open(Units.What.LEADING_GROUP, group.id(), unitId, group.name()))
                .toList();
    }
}
