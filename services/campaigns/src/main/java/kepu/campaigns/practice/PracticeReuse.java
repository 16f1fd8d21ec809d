package kepu.campaigns.practice;

import java.time.Instant;
import kepu.contracts.campaigns.PracticeReuseEvent.PracticeReuseCorrected;
import kepu.contracts.campaigns.PracticeReuseEvent.PracticeReuseWithdrawn;
import kepu.contracts.campaigns.PracticeReuseEvent.PracticeReused;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** That a unit took up (推广应用) what another unit of its county had published. */
@Document("practice-reuses")
@Listed(by = "practiceId=content.practiceId")
class PracticeReuse extends AmendableRecord<PracticeReuse.Content> {
    /** @param note how it was taken up; in no event */
    record Content(String practiceId, String note) {}

    PracticeReuse(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected Object likeness(Content is) {
        return is.practiceId();
    }

    @Override
    protected PracticeReused recorded(Content is) {
        return new PracticeReused(id(), is.practiceId());
    }

    @Override
    protected PracticeReuseCorrected corrected(Content is, Content was, Instant before) {
        return new PracticeReuseCorrected(id(), is.practiceId(), before);
    }

    @Override
    protected PracticeReuseWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new PracticeReuseWithdrawn(id(), reason, before);
    }
}
