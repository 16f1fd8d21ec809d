package kepu.organization.code;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Finds official codes that were not withdrawn, in the whole installation and so past the store. */
@Component
class CodeLookup implements Units.Codes {
    private final MongoOperations mongo;

    CodeLookup(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Set<String> unitsThatHad(String officialCode) {
        Set<String> found = standing(where("content.officialCode").is(officialCode)).stream()
                .map(OfficialCode::unitId)
                .collect(Collectors.toCollection(HashSet::new));
        found.add(officialCode);
        return found;
    }

    /** That a unit was given. */
    Collection<OfficialCode> of(String unitId) {
        return standing(where("unitId").is(unitId));
    }

    private Collection<OfficialCode> standing(Criteria criteria) {
        Query asked = query(criteria.and("withdrawn").is(false));
        asked.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(asked, OfficialCode.class);
    }
}
