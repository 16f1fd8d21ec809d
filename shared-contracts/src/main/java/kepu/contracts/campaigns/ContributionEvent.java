package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** What partners contribute (社会资源): experts, materials, equipment, money, places. Source: R26. */
@Family(topic = "kepu.campaigns.contributions")
public sealed interface ContributionEvent extends FactVersion {
    String contributionId();

    @Override
    default String factId() {
        return contributionId();
    }

    /** 专家, 资料, 器材, 资金, 场地, 其他. */
    enum Kind {
        EXPERTS,
        MATERIALS,
        EQUIPMENT,
        MONEY,
        PLACE,
        OTHER
    }

    /** Contributed at {@code occurredAt} to the unit of this event and those below it. */
    @WireType("kepu.campaigns.contribution-made.v1")
    record ContributionMade(String contributionId, String partnerId, Kind kind, String title)
            implements ContributionEvent {}

    /** The contribution is as stated here. */
    @WireType("kepu.campaigns.contribution-corrected.v1")
    record ContributionCorrected(
            String contributionId, String partnerId, Kind kind, String title, Instant previousOccurredAt)
            implements ContributionEvent, Correction {}

    /** It was never contributed. */
    @WireType("kepu.campaigns.contribution-withdrawn.v1")
    record ContributionWithdrawn(String contributionId, String reason, Instant previousOccurredAt)
            implements ContributionEvent, Withdrawal {}
}
