package kepu.campaigns.chain;

import java.time.Instant;
import java.util.Objects;
import kepu.campaigns.activity.Activities;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Begins a chain with whichever step is recorded first, takes its further steps and corrects them; the unit was open then. */
@Component
class TakeStep {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Activities activities;

    TakeStep(AggregateStore store, UnitReplica units, Activities activities) {
        this.store = store;
        this.units = units;
        this.activities = activities;
    }

    Receipt begin(Command command, String unitId, Step step, ChainController.Stated stated) {
        String id = command.newId("chain");
        return store.create(
                command,
                Chain.class,
                id,
                () -> {
                    units.requireKnown(unitId);
                    return new Chain(id, unitId, command.occurredAt(stated.occurredAt()));
                },
                chain -> {
                    activities.requireIfNamed(unitId, stated.activityId());
                    return chain.take(taken(command, chain, step, stated));
                });
    }

    Receipt add(Command command, String chainId, Step step, ChainController.Stated stated) {
        return store.update(command, Chain.class, chainId, chain -> {
            activities.requireIfNamed(chain.unitId(), stated.activityId());
            return chain.take(taken(command, chain, step, stated));
        });
    }

    /** The activity that the step names already may stay, whatever became of it. */
    Receipt correct(Command command, String chainId, Step step, ChainController.Stated stated) {
        return store.update(command.onSeenVersion(), Chain.class, chainId, chain -> {
            if (!Objects.equals(stated.activityId(), chain.step(step).activityId())) {
                activities.requireIfNamed(chain.unitId(), stated.activityId());
            }
            return chain.correct(taken(command, chain, step, stated));
        });
    }

    private StepTaken taken(Command command, Chain chain, Step step, ChainController.Stated stated) {
        Instant at = command.occurredAt(stated.occurredAt());
        units.requireKnown(chain.unitId()).openAt(at);
        return new StepTaken(step, stated.title(), stated.householdNumber(), stated.activityId(), at, command.actor());
    }
}
