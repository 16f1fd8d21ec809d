package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** What a unit took up (推广应用) of a practice that another unit of its county has published. Source: R29. */
@Family(topic = "kepu.campaigns.practice-reuses")
public sealed interface PracticeReuseEvent extends FactVersion {
    String reuseId();

    @Override
    default String factId() {
        return reuseId();
    }

    /** Taken up at {@code occurredAt} by the unit of this event. */
    @WireType("kepu.campaigns.practice-reused.v1")
    record PracticeReused(String reuseId, String practiceId) implements PracticeReuseEvent {}

    /** The reuse is as stated here. */
    @WireType("kepu.campaigns.practice-reuse-corrected.v1")
    record PracticeReuseCorrected(String reuseId, String practiceId, Instant previousOccurredAt)
            implements PracticeReuseEvent, Correction {}

    /** It was never taken up. */
    @WireType("kepu.campaigns.practice-reuse-withdrawn.v1")
    record PracticeReuseWithdrawn(String reuseId, String reason, Instant previousOccurredAt)
            implements PracticeReuseEvent, Withdrawal {}
}
