package kepu.contracts.organization;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** The funding ledger (投入台账) of a unit; amounts are whole fen (分), a hundred to the yuan. Source: R19. */
@Family(topic = "kepu.organization.funding")
public sealed interface FundingEvent extends FactVersion {
    String entryId();

    @Override
    default String factId() {
        return entryId();
    }

    /** How far the money has come: 预算, 到账, 支出. The same money may appear in each; only what was spent was put in. */
    enum Stage {
        BUDGETED,
        RECEIVED,
        SPENT
    }

    /** 培训, 科普活动, 书屋, 站栏阵地, 宣传资料, 志愿服务, 其他. */
    enum Purpose {
        TRAINING,
        ACTIVITIES,
        READING_ROOM,
        STATION_AND_BOARD,
        MATERIALS,
        VOLUNTEER_SERVICE,
        OTHER
    }

    /** 财政拨款, 党建经费, 村集体, 社会捐赠, 其他. */
    enum Source {
        PUBLIC_BUDGET,
        PARTY_FUNDS,
        VILLAGE_COLLECTIVE,
        DONATION,
        OTHER
    }

    /** Budgeted, received or spent on the day of {@code occurredAt}; a budget may have no voucher. */
    @WireType("kepu.organization.funding-recorded.v1")
    record FundingRecorded(
            String entryId,
            Stage stage,
            Purpose purpose,
            Source source,
            String title,
            int amountFen,
            @Nullable String voucherNumber)
            implements FundingEvent {}

    /** The entry is as stated here. */
    @WireType("kepu.organization.funding-corrected.v1")
    record FundingCorrected(
            String entryId,
            Stage stage,
            Purpose purpose,
            Source source,
            String title,
            int amountFen,
            @Nullable String voucherNumber,
            Instant previousOccurredAt)
            implements FundingEvent, Correction {}

    /** The entry never was. */
    @WireType("kepu.organization.funding-withdrawn.v1")
    record FundingWithdrawn(String entryId, String reason, Instant previousOccurredAt)
            implements FundingEvent, Withdrawal {}
}
