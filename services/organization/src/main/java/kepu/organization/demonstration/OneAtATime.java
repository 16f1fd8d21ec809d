package kepu.organization.demonstration;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import kepu.contracts.organization.DemonstrationEvent.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a township, village or household has one application under way or one title held at a time.
 *
 * <p>Two applications are two documents, so that both may be made at the same moment: it is asked again before an award and a
 * renewal.
 */
@Component
class OneAtATime {
    private final MongoOperations mongo;

    OneAtATime(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @throws kepu.defaults.Rejection 409 {@code demonstration-already-applied} */
    void requireNoOther(Demonstration one, LocalDate day) {
        requireNoOther(one.id(), one.unitId(), one.level(), one.householdNumber(), day);
    }

    /**
     * @param id of the application that is made
     * @throws kepu.defaults.Rejection 409 {@code demonstration-already-applied}
     */
    void requireNoOther(String id, String unitId, Level level, @Nullable String householdNumber, LocalDate day) {
        Query others = query(where("_id")
                .ne(id)
                .and("unitId")
                .is(unitId)
                .and("level")
                .is(level)
                .and("householdNumber")
                .is(householdNumber));
        others.fields().exclude("outbox", "applied", "firstApplied");
        if (mongo.find(others, Demonstration.class).stream().anyMatch(other -> isOpen(other, day))) {
            throw DemonstrationRejection.appliedAlready(unitId);
        }
    }

    private static boolean isOpen(Demonstration other, LocalDate day) {
        return switch (other.state(day)) {
            case TO_BE_REVIEWED, SENT_BACK, RECOMMENDED, HELD -> true;
            case REFUSED, EXPIRED, REVOKED, WITHDRAWN -> false;
        };
    }
}
