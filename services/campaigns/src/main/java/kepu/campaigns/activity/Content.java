package kepu.campaigns.activity;

import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an activity; it conveys party knowledge (党建知识), science knowledge (科普知识) or both.
 *
 * @param branchId the branch (支部) that held it, if any
 * @param campaign the campaign that it is named for, if any
 * @param participants person-times (人次)
 * @param furtherCampaign the campaign that the county added and that it is named for, if any; then {@code campaign} is none
 */
record Content(
        @Nullable String branchId,
        String title,
        @Nullable Campaign campaign,
        VenueKind venueKind,
        int participants,
        boolean partyKnowledge,
        boolean scienceKnowledge,
        @Nullable String furtherCampaign) {
    Content {
        if (campaign != null && furtherCampaign != null) {
            throw ActivityRejection.twoCampaigns();
        }
        if (!partyKnowledge && !scienceKnowledge) {
            throw ActivityRejection.withoutKnowledge();
        }
    }
}
