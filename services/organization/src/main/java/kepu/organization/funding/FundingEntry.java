package kepu.organization.funding;

import java.time.Instant;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An entry of a unit's funding ledger (投入台账): money that was budgeted, received or spent, to the fen. */
@Document("funding-entries")
@Listed(
        by = {"stage=content.stage", "purpose=content.purpose", "source=content.source"},
        text = "title=content.title")
class FundingEntry extends AmendableRecord<FundingEntry.Content> {
    /** @param amountFen a hundred to the yuan */
    record Content(
            Stage stage,
            Purpose purpose,
            Source source,
            String title,
            int amountFen,
            @Nullable String voucherNumber) {}

    FundingEntry(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** What was received or spent has a voucher (凭证); a budget need not. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (stated.stage() != Stage.BUDGETED && stated.voucherNumber() == null) {
            throw FundingRejection.voucherMissing();
        }
    }

    @Override
    protected FundingRecorded recorded(Content is) {
        return new FundingRecorded(
                id(), is.stage(), is.purpose(), is.source(), is.title(), is.amountFen(), is.voucherNumber());
    }

    @Override
    protected FundingCorrected corrected(Content is, Content was, Instant before) {
        return new FundingCorrected(
                id(), is.stage(), is.purpose(), is.source(), is.title(), is.amountFen(), is.voucherNumber(), before);
    }

    @Override
    protected FundingWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new FundingWithdrawn(id(), reason, before);
    }
}
