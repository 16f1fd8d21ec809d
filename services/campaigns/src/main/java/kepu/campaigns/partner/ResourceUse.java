package kepu.campaigns.partner;

import java.time.Instant;
import java.util.List;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUseCorrected;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUseWithdrawn;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUsed;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** What was used at an activity: materials handed out (发放资料), or another resource. */
@Document("resource-uses")
@Listed(
        by = {"activityId=content.activityId", "contributionId=content.contributionId"},
        text = "title=content.title")
class ResourceUse extends AmendableRecord<ResourceUse.Content> {
    /**
     * @param copies handed out; 0 if it is nothing to hand out
     * @param contributionId the contribution that it comes from, if it does
     */
    record Content(
            String activityId,
            String title,
            int copies,
            @Nullable String contributionId) {}

    ResourceUse(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same thing at the same activity, however many copies were counted. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.activityId(), is.title());
    }

    @Override
    protected ResourceUsed recorded(Content is) {
        return new ResourceUsed(id(), is.activityId(), is.title(), is.copies(), is.contributionId());
    }

    @Override
    protected ResourceUseCorrected corrected(Content is, Content was, Instant before) {
        return new ResourceUseCorrected(id(), is.activityId(), is.title(), is.copies(), is.contributionId(), before);
    }

    @Override
    protected ResourceUseWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new ResourceUseWithdrawn(id(), reason, before);
    }
}
