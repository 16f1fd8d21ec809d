package kepu.organization.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.programme.Programmes;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/**
 * Applies for a title under a programme of the unit's county that is in force on that day; once, as long as an earlier
 * application is under way or its title holds.
 */
@Component
class ApplyForTitle {
    private final AggregateStore store;
    private final Units units;
    private final Programmes programmes;
    private final OneAtATime oneAtATime;
    private final ZoneId zone;

    ApplyForTitle(AggregateStore store, Units units, Programmes programmes, OneAtATime oneAtATime, ZoneId zone) {
        this.store = store;
        this.units = units;
        this.programmes = programmes;
        this.oneAtATime = oneAtATime;
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
        return oneAtATime
                .requireNoOther(id, request.unitId(), request.level(), request.householdNumber(), day)
                .takenBy(new Demonstration(
                        id,
                        request.unitId(),
                        request.programmeId(),
                        request.level(),
                        request.householdNumber(),
                        request.evidence(),
                        at));
    }
}
