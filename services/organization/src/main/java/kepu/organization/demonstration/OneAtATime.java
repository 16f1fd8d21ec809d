package kepu.organization.demonstration;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a township, village or household has one application under way or one title held at a time.
 *
 * <p>It is asked again before an award and a renewal: a title that has expired may be renewed late, and of applications that
 * were made before their sets had versions two may be under way.
 */
@Component
class OneAtATime {
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final ZoneId zone;

    OneAtATime(MongoOperations mongo, SetVersions setVersions, ZoneId zone) {
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.zone = zone;
    }

    /** @throws kepu.defaults.Rejection 409 {@code demonstration-already-applied} */
    void requireNoOther(Demonstration one, LocalDate day) {
        requireNoOther(one.id(), one.unitId(), one.level(), one.householdNumber(), day)
                .takenBy(one);
    }

    /**
     * @param id of the application that is made
     * @return to be taken by it
     * @throws kepu.defaults.Rejection 409 {@code demonstration-already-applied}
     */
    SetVersion requireNoOther(String id, String unitId, Level level, @Nullable String householdNumber, LocalDate day) {
        SetVersion next = setVersions.next(Demonstration.class, unitId, level, String.valueOf(householdNumber));
        Query others = query(where("_id")
                .ne(id)
                .and("unitId")
                .is(unitId)
                .and("level")
                .is(level)
                .and("householdNumber")
                .is(householdNumber));
        others.fields().exclude("outbox", "applied", "firstApplied");
        if (mongo.find(others, Demonstration.class).stream().anyMatch(other -> other.isOpenFrom(day, zone))) {
            throw DemonstrationRejection.appliedAlready(unitId);
        }
        return next;
    }
}
