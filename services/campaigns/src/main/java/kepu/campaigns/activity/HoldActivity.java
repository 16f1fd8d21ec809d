package kepu.campaigns.activity;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Records an activity that a unit held, also one named for a campaign but held outside its window. */
@Component
class HoldActivity {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Branches branches;

    HoldActivity(AggregateStore store, UnitReplica units, Branches branches) {
        this.store = store;
        this.units = units;
        this.branches = branches;
    }

    Receipt handle(Command command, ActivityController.ActivityRequest request) {
        String activityId = command.newId("activity");
        return store.create(
                command, Activity.class, activityId, () -> activity(command, activityId, request), Activity::hold);
    }

    private Activity activity(Command command, String activityId, ActivityController.ActivityRequest request) {
        UnitReplica.Unit unit = units.requireKnown(request.unitId());
        branches.requireKnown(request.branchId());
        Instant occurredAt = command.occurredAt(request.occurredAt());
        unit.openAt(occurredAt);
        return new Activity(activityId, request.unitId(), request.content(), occurredAt, command.actor());
    }
}
