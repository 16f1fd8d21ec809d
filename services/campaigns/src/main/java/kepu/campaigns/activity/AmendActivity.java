package kepu.campaigns.activity;

import java.time.Instant;
import kepu.campaigns.unit.Units;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Corrects or withdraws an activity that was recorded wrongly. */
@Component
class AmendActivity {
    private final AggregateStore store;
    private final Units units;
    private final Branches branches;

    AmendActivity(AggregateStore store, Units units, Branches branches) {
        this.store = store;
        this.units = units;
        this.branches = branches;
    }

    Receipt correct(Command command, String activityId, ActivityController.CorrectionRequest request) {
        return store.update(command, Activity.class, activityId, activity -> {
            Instant occurredAt = command.occurredAt(request.occurredAt());
            units.requireKnown(activity.unitId()).openAt(occurredAt);
            branches.requireKnown(request.branchId());
            return activity.correct(request.content(), occurredAt);
        });
    }

    Receipt withdraw(Command command, String activityId, ActivityController.WithdrawalRequest request) {
        return store.update(
                command, Activity.class, activityId, activity -> activity.withdraw(request.reason(), command.now()));
    }
}
