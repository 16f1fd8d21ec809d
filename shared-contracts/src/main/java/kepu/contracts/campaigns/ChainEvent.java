package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * The four-step chain (四个一: 一场讲座、一种资料、一个家庭、一方社会); its steps are tied by the chain's id, and each is a fact with its
 * own date. A family is a pseudonymous number within its village, never a name or an address. Source: R28.
 */
@Family(topic = "kepu.campaigns.chains")
public sealed interface ChainEvent extends FactVersion {
    String chainId();

    Step step();

    /** A chain has each step at most once. */
    @Override
    default String factId() {
        return chainId() + ':' + step();
    }

    /** 讲座, 资料, 家庭, 社会. */
    enum Step {
        LECTURE,
        MATERIAL,
        FAMILY,
        COMMUNITY
    }

    /**
     * Taken at {@code occurredAt}.
     *
     * @param householdNumber of the family, if and only if this is its step
     * @param activityId the activity at which it was taken, if any
     */
    @WireType("kepu.campaigns.chain-step-taken.v1")
    @Fact(value = "step", per = "step")
    record ChainStepTaken(
            String chainId,
            Step step,
            String title,
            @Nullable String householdNumber,
            @Nullable String activityId) implements ChainEvent {}

    /** The step is as stated here. */
    @WireType("kepu.campaigns.chain-step-corrected.v1")
    @Fact(value = "step", per = "step")
    record ChainStepCorrected(
            String chainId,
            Step step,
            String title,
            @Nullable String householdNumber,
            @Nullable String activityId,
            Instant previousOccurredAt)
            implements ChainEvent, Correction {}

    /** The step was never taken; it may be taken again. */
    @WireType("kepu.campaigns.chain-step-withdrawn.v1")
    @Fact(value = "step", per = "step")
    record ChainStepWithdrawn(String chainId, Step step, String reason, Instant previousOccurredAt)
            implements ChainEvent, Withdrawal {}
}
