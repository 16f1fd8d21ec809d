package kepu.campaigns.activity;

import java.time.Instant;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Told;
import org.springframework.data.mongodb.core.mapping.Document;

/** An activity (活动) of a unit; can be corrected until it is withdrawn. */
@Document("activities")
class Activity extends Aggregate {
    private final String recordedBy;
    private Content content;
    private Instant occurredAt;
    private boolean withdrawn;

    Activity(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId);
        this.content = content;
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
    }

    Told hold() {
        return tell(
                occurredAt,
                new ActivityHeld(
                        id(),
                        content.branchId(),
                        content.title(),
                        content.campaign(),
                        content.venueKind(),
                        content.participants(),
                        content.partyKnowledge(),
                        content.scienceKnowledge()));
    }

    Told correct(Content newContent, Instant newOccurredAt) {
        stillHolds();
        Instant previous = occurredAt;
        content = newContent;
        occurredAt = newOccurredAt;
        return tell(
                occurredAt,
                new ActivityCorrected(
                        id(),
                        content.branchId(),
                        content.title(),
                        content.campaign(),
                        content.venueKind(),
                        content.participants(),
                        content.partyKnowledge(),
                        content.scienceKnowledge(),
                        previous));
    }

    Told withdraw(String reason, Instant at) {
        stillHolds();
        withdrawn = true;
        return tell(at, new ActivityWithdrawn(id(), reason, occurredAt));
    }

    private void stillHolds() {
        if (withdrawn) {
            throw ActivityRejection.alreadyWithdrawn(id());
        }
    }

    Content content() {
        return content;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    boolean withdrawn() {
        return withdrawn;
    }

    String recordedBy() {
        return recordedBy;
    }
}
