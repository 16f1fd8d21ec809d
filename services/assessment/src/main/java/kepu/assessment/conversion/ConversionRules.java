package kepu.assessment.conversion;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Comparator;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The rules that hold for the villages of a county.
 *
 * <p>A rule is for every village below its county, so whoever may see one of those may see it: it is read past the store,
 * which would keep it to those who reach the county.
 */
@Component
class ConversionRules {
    private final MongoOperations mongo;

    ConversionRules(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Those of a year that stand, the oldest first. */
    List<ConversionRule> of(String county, int year) {
        return mongo.find(query(where("unitId").is(county).and("content.year").is(year)), ConversionRule.class).stream()
                .filter(rule -> !rule.isWithdrawn())
                .sorted(Comparator.comparing(ConversionRule::id))
                .toList();
    }
}
