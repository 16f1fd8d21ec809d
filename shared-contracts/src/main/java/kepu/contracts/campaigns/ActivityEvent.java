package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.UnitEvent;
import org.jspecify.annotations.Nullable;

/** Activities (活动) by venue kind (五进), attributable to a branch. Source: R2, R22. */
@Family(topic = "kepu.campaigns.activities")
public sealed interface ActivityEvent extends FactVersion {
    String activityId();

    @Override
    default String factId() {
        return activityId();
    }

    /**
     * Held at {@code occurredAt}.
     *
     * @param branchId the party branch that held it, if any
     * @param campaign the campaign that it is named for, if any
     * @param participants person-times
     * @param furtherCampaign the campaign of its county's own that it is named for, if any; then {@code campaign} is none
     */
    @WireType("kepu.campaigns.activity-held.v1")
    record ActivityHeld(
            String activityId,
            @Nullable String branchId,
            String title,
            WindowEvent.@Nullable Campaign campaign,
            UnitEvent.VenueKind venueKind,
            int participants,
            boolean partyKnowledge,
            boolean scienceKnowledge,
            @Nullable String furtherCampaign)
            implements ActivityEvent {}

    /** The activity is as stated here. */
    @WireType("kepu.campaigns.activity-corrected.v1")
    record ActivityCorrected(
            String activityId,
            @Nullable String branchId,
            String title,
            WindowEvent.@Nullable Campaign campaign,
            UnitEvent.VenueKind venueKind,
            int participants,
            boolean partyKnowledge,
            boolean scienceKnowledge,
            Instant previousOccurredAt,
            @Nullable String furtherCampaign)
            implements ActivityEvent, Correction {}

    /** The activity never happened. */
    @WireType("kepu.campaigns.activity-withdrawn.v1")
    record ActivityWithdrawn(String activityId, String reason, Instant previousOccurredAt)
            implements ActivityEvent, Withdrawal {}
}
