package kepu.campaigns.chain;

import java.time.Instant;
import java.util.List;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a chain.
 *
 * @param steps those that were taken, in the order of the chain
 * @param missing those that were not; none if it is complete
 * @param lastStepAt when the latest step was taken: the date to which a complete chain belongs
 */
record ChainView(
        String id,
        String unitId,
        ChainState state,
        List<StepTaken> steps,
        List<Step> missing,
        Instant lastStepAt,
        @Nullable Duplicate duplicate,
        long version) {
    static ChainView of(Chain chain) {
        return new ChainView(
                chain.id(),
                chain.unitId(),
                chain.state(),
                chain.steps(),
                chain.missing(),
                chain.lastStepAt(),
                chain.duplicate(),
                chain.version());
    }

    static List<ChainView> of(List<Chain> chains) {
        return chains.stream().map(ChainView::of).toList();
    }
}
