package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** What was used at an activity: materials handed out (发放资料), or another resource, of the unit itself or contributed. Source: R26. */
@Family(topic = "kepu.campaigns.resource-uses")
public sealed interface ResourceUseEvent extends FactVersion {
    String useId();

    @Override
    default String factId() {
        return useId();
    }

    /**
     * Used at {@code occurredAt}.
     *
     * @param copies handed out; 0 if it is nothing to hand out
     * @param contributionId the contribution that it comes from, if it does
     */
    @WireType("kepu.campaigns.resource-used.v1")
    record ResourceUsed(
            String useId,
            String activityId,
            String title,
            int copies,
            @Nullable String contributionId) implements ResourceUseEvent {}

    /** The use is as stated here. */
    @WireType("kepu.campaigns.resource-use-corrected.v1")
    record ResourceUseCorrected(
            String useId,
            String activityId,
            String title,
            int copies,
            @Nullable String contributionId,
            Instant previousOccurredAt)
            implements ResourceUseEvent, Correction {}

    /** It was not used. */
    @WireType("kepu.campaigns.resource-use-withdrawn.v1")
    record ResourceUseWithdrawn(String useId, String reason, Instant previousOccurredAt)
            implements ResourceUseEvent, Withdrawal {}
}
