package kepu.campaigns.partner;

import java.time.Instant;
import kepu.contracts.campaigns.PartnerEvent.Kind;
import kepu.contracts.campaigns.PartnerEvent.PartnerCorrected;
import kepu.contracts.campaigns.PartnerEvent.PartnerRegistered;
import kepu.contracts.campaigns.PartnerEvent.PartnerWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** A body from outside (合作单位) that works with a unit and those below it. */
@Document("partners")
@Listed(by = "kind=content.kind", text = "name=content.name")
class Partner extends AmendableRecord<Partner.Content> {
    /** @param name of the body, never of a person */
    record Content(Kind kind, String name) {}

    Partner(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected PartnerRegistered recorded(Content is) {
        return new PartnerRegistered(id(), is.kind(), is.name());
    }

    @Override
    protected PartnerCorrected corrected(Content is, Content was, Instant before) {
        return new PartnerCorrected(id(), is.kind(), is.name(), before);
    }

    @Override
    protected PartnerWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new PartnerWithdrawn(id(), reason, before);
    }
}
