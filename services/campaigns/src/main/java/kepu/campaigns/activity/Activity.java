package kepu.campaigns.activity;

import java.time.Instant;
import java.util.List;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** An activity (活动) of a unit. */
@Document("activities")
@Listed(
        by = {
            "campaign=content.campaign",
            "furtherCampaign=content.furtherCampaign",
            "venueKind=content.venueKind",
            "branchId=content.branchId",
            "partyKnowledge=content.partyKnowledge",
            "scienceKnowledge=content.scienceKnowledge"
        },
        text = "title=content.title")
class Activity extends AmendableRecord<Content> {
    Activity(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same title of the same branch at the same kind of venue, however many were counted. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.title(), is.venueKind(), String.valueOf(is.branchId()));
    }

    @Override
    protected ActivityHeld recorded(Content is) {
        return new ActivityHeld(
                id(),
                is.branchId(),
                is.title(),
                is.campaign(),
                is.venueKind(),
                is.participants(),
                is.partyKnowledge(),
                is.scienceKnowledge(),
                is.furtherCampaign());
    }

    @Override
    protected ActivityCorrected corrected(Content is, Content was, Instant before) {
        return new ActivityCorrected(
                id(),
                is.branchId(),
                is.title(),
                is.campaign(),
                is.venueKind(),
                is.participants(),
                is.partyKnowledge(),
                is.scienceKnowledge(),
                before,
                is.furtherCampaign());
    }

    @Override
    protected ActivityWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new ActivityWithdrawn(id(), reason, before);
    }
}
