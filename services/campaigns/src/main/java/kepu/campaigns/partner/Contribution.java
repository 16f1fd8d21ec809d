package kepu.campaigns.partner;

import java.time.Instant;
import kepu.contracts.campaigns.ContributionEvent.ContributionCorrected;
import kepu.contracts.campaigns.ContributionEvent.ContributionMade;
import kepu.contracts.campaigns.ContributionEvent.ContributionWithdrawn;
import kepu.contracts.campaigns.ContributionEvent.Kind;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** What a partner contributed (社会资源) to a unit and those below it. */
@Document("contributions")
@Listed(
        by = {"partnerId=content.partnerId", "kind=content.kind"},
        text = "title=content.title")
class Contribution extends AmendableRecord<Contribution.Content> {
    record Content(String partnerId, Kind kind, String title) {}

    Contribution(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected ContributionMade recorded(Content is) {
        return new ContributionMade(id(), is.partnerId(), is.kind(), is.title());
    }

    @Override
    protected ContributionCorrected corrected(Content is, Content was, Instant before) {
        return new ContributionCorrected(id(), is.partnerId(), is.kind(), is.title(), before);
    }

    @Override
    protected ContributionWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new ContributionWithdrawn(id(), reason, before);
    }
}
