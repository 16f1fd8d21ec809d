package kepu.campaigns.activity;

import java.time.Instant;
import java.util.Objects;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Corrects or withdraws an activity that was recorded wrongly. */
@Component
class AmendActivity {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Branches branches;

    AmendActivity(AggregateStore store, UnitReplica units, Branches branches) {
        this.store = store;
        this.units = units;
        this.branches = branches;
    }

    /** The branch that the activity names already may be one that whoever corrects it could not name themselves. */
    Receipt correct(Command command, String activityId, ActivityController.CorrectionRequest request) {
        return store.update(command, Activity.class, activityId, activity -> {
            Instant occurredAt = command.occurredAt(request.occurredAt());
            units.requireKnown(activity.unitId()).openAt(occurredAt);
            if (!Objects.equals(request.branchId(), activity.content().branchId())) {
                branches.requireKnown(request.branchId());
            }
            return activity.correct(request.content(), occurredAt);
        });
    }

    Receipt withdraw(Command command, String activityId, ActivityController.WithdrawalRequest request) {
        return store.update(
                command, Activity.class, activityId, activity -> activity.withdraw(request.reason(), command.now()));
    }
}
