package kepu.campaigns.archive;

import kepu.campaigns.activity.Activities;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.VerificationRequest;
import kepu.defaults.store.DomainEvents;
import org.springframework.stereotype.Component;

/** Publishes an entry whose content somebody has reviewed, unless the activity that it is about was withdrawn. */
@Component
class PublishEntry {
    private final AmendableRecords records;
    private final Activities activities;

    PublishEntry(AmendableRecords records, Activities activities) {
        this.records = records;
        this.activities = activities;
    }

    Receipt handle(Command command, String entryId, VerificationRequest request) {
        return records.change(command, ArchiveEntry.class, entryId, entry -> {
            DomainEvents published =
                    entry.publish(command.actor(), request.evidence(), command.occurredAt(request.occurredAt()));
            String subjectId = entry.content().subjectId();
            if (entry.content().subject() == Subject.ACTIVITY
                    && activities
                            .find(subjectId)
                            .filter(Activities.Held::withdrawn)
                            .isPresent()) {
                throw ArchiveRejection.activityWithdrawn(subjectId);
            }
            return published;
        });
    }
}
