package kepu.campaigns.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.list.Listed;
import kepu.defaults.record.ComparedRecord;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A chain of four steps (四个一), each a fact with its own date, recorded in whatever order; complete while it has all four, so
 * that a step withdrawn opens it again.
 */
@Document("chains")
@Listed(
        period = "lastStepAt",
        state = ChainState.class,
        by = "missing",
        indexed = "state",
        sort = {"lastStepAt", "id"})
class Chain extends ComparedRecord {
    private List<StepTaken> steps = new ArrayList<>();
    private Set<Step> missing = EnumSet.allOf(Step.class);
    private ChainState state = ChainState.OPEN;
    private Instant lastStepAt;

    /** @param lastStepAt when the latest step was taken; the last that there was, if all are withdrawn */
    Chain(String id, String unitId, Instant lastStepAt) {
        super(id, unitId);
        this.lastStepAt = lastStepAt;
    }

    DomainEvents take(StepTaken taken) {
        for (StepTaken there : steps) {
            if (there.step() == taken.step()) {
                throw ChainRejection.taken(taken.step(), there.occurredAt());
            }
        }
        steps.add(taken);
        settle();
        return raise(
                taken.occurredAt(),
                new ChainStepTaken(id(), taken.step(), taken.title(), taken.householdNumber(), taken.activityId()));
    }

    DomainEvents correct(StepTaken stated) {
        StepTaken previous = step(stated.step());
        steps.remove(previous);
        steps.add(stated);
        settle();
        return raise(
                stated.occurredAt(),
                new ChainStepCorrected(
                        id(),
                        stated.step(),
                        stated.title(),
                        stated.householdNumber(),
                        stated.activityId(),
                        previous.occurredAt()));
    }

    /** The step was never taken; the chain waits for it again. */
    DomainEvents withdraw(Step step, String reason, Instant at) {
        StepTaken previous = step(step);
        steps.remove(previous);
        settle();
        return raise(at, new ChainStepWithdrawn(id(), step, reason, previous.occurredAt()));
    }

    StepTaken step(Step step) {
        return steps.stream()
                .filter(there -> there.step() == step)
                .findFirst()
                .orElseThrow(() -> ChainRejection.missing(step));
    }

    /**
     * The first step that there is, with its day, and the family: one lecture may well begin the chains of several families,
     * and who enters a chain again enters the same family again.
     */
    @Override
    protected @Nullable Object looks() {
        if (steps.isEmpty()) {
            return null;
        }
        StepTaken first = steps.getFirst();
        String family = steps.stream()
                .map(StepTaken::householdNumber)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return List.of(first.step(), first.title(), family);
    }

    @Override
    protected Instant happenedAt() {
        return steps.isEmpty() ? lastStepAt : steps.getFirst().occurredAt();
    }

    private void settle() {
        steps.sort(Comparator.comparing(StepTaken::step));
        missing = EnumSet.allOf(Step.class);
        steps.forEach(taken -> missing.remove(taken.step()));
        state = missing.isEmpty() ? ChainState.COMPLETE : steps.isEmpty() ? ChainState.WITHDRAWN : ChainState.OPEN;
        lastStepAt = steps.stream()
                .map(StepTaken::occurredAt)
                .max(Comparator.naturalOrder())
                .orElse(lastStepAt);
    }

    /** In the order of the chain. */
    List<StepTaken> steps() {
        return List.copyOf(steps);
    }

    /** Those that have not been taken, in the order of the chain. */
    List<Step> missing() {
        return missing.stream().sorted().toList();
    }

    ChainState state() {
        return state;
    }

    Instant lastStepAt() {
        return lastStepAt;
    }
}
