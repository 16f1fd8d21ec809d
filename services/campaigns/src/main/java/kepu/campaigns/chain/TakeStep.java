package kepu.campaigns.chain;

import java.time.Instant;
import java.util.Objects;
import kepu.campaigns.activity.Activities;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.replica.UnitReplica;
import org.springframework.stereotype.Component;

/** Begins a chain with whichever step is recorded first, takes its further steps and corrects them; the unit was open then. */
@Component
class TakeStep {
    private final AmendableRecords records;
    private final UnitReplica units;
    private final Activities activities;

    TakeStep(AmendableRecords records, UnitReplica units, Activities activities) {
        this.records = records;
        this.units = units;
        this.activities = activities;
    }

    Receipt begin(Command command, String unitId, Step step, ChainController.Stated stated) {
        String id = command.newId("chain");
        return records.create(
                command,
                Chain.class,
                id,
                () -> {
                    units.requireKnown(unitId);
                    return new Chain(id, unitId, command.occurredAt(stated.occurredAt()));
                },
                chain -> {
                    activities.requireIfNamed(unitId, stated.activityId());
                    return chain.take(taken(command, chain, step, stated, command.occurredAt(stated.occurredAt())));
                });
    }

    Receipt add(Command command, String chainId, Step step, ChainController.Stated stated) {
        return records.update(command, Chain.class, chainId, chain -> {
            activities.requireIfNamed(chain.unitId(), stated.activityId());
            return chain.take(taken(command, chain, step, stated, command.occurredAt(stated.occurredAt())));
        });
    }

    /** The activity that the step names already may stay, whatever became of it. */
    Receipt correct(Command command, String chainId, Step step, ChainController.Stated stated) {
        return records.update(command.onSeenVersion(), Chain.class, chainId, chain -> {
            StepTaken before = chain.step(step);
            if (!Objects.equals(stated.activityId(), before.activityId())) {
                activities.requireIfNamed(chain.unitId(), stated.activityId());
            }
            Instant at = command.occurredAt(stated.occurredAt(), before.occurredAt());
            return chain.correct(taken(command, chain, step, stated, at));
        });
    }

    private StepTaken taken(Command command, Chain chain, Step step, ChainController.Stated stated, Instant at) {
        units.requireKnown(chain.unitId()).openAt(at);
        return new StepTaken(step, stated.title(), stated.householdNumber(), stated.activityId(), at, command.actor());
    }

    Receipt withdraw(Command command, String chainId, Step step, String reason) {
        return records.update(
                command.onSeenVersion(), Chain.class, chainId, chain -> chain.withdraw(step, reason, command.now()));
    }
}
