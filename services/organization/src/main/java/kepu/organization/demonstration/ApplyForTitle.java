package kepu.organization.demonstration;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.programme.Programmes;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Applies for a title under a programme of the unit's county that is in force on that day; once, as long as an earlier
 * application is under way or its title holds.
 */
@Component
class ApplyForTitle {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Units units;
    private final Programmes programmes;
    private final ZoneId zone;

    ApplyForTitle(AggregateStore store, MongoOperations mongo, Units units, Programmes programmes, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.units = units;
        this.programmes = programmes;
        this.zone = zone;
    }

    Receipt handle(Command command, DemonstrationController.ApplicationRequest request) {
        String id = command.newId("demonstration");
        return store.create(
                command,
                Demonstration.class,
                id,
                () -> application(command, id, request),
                application -> application.apply(command.actor()));
    }

    private Demonstration application(Command command, String id, DemonstrationController.ApplicationRequest request) {
        Units.Known unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        LocalDate day = LocalDate.ofInstant(at, zone);
        Demonstration.requireLevel(request.level(), unit.kind(), request.householdNumber());
        unit.openAt(at);
        programmes.requireInForce(request.programmeId(), request.unitId(), day);
        Query ofTheSame = query(where("unitId")
                .is(request.unitId())
                .and("level")
                .is(request.level())
                .and("householdNumber")
                .is(request.householdNumber()));
        ofTheSame.fields().exclude("outbox", "applied", "firstApplied");
        if (mongo.find(ofTheSame, Demonstration.class).stream().anyMatch(earlier -> isOpen(earlier, day))) {
            throw DemonstrationRejection.appliedAlready(request.unitId());
        }
        return new Demonstration(
                id,
                request.unitId(),
                request.programmeId(),
                request.level(),
                request.householdNumber(),
                request.evidence(),
                at);
    }

    private static boolean isOpen(Demonstration earlier, LocalDate day) {
        return switch (earlier.state(day)) {
            case TO_BE_REVIEWED, SENT_BACK, RECOMMENDED, HELD -> true;
            case REFUSED, EXPIRED, REVOKED, WITHDRAWN -> false;
        };
    }
}
