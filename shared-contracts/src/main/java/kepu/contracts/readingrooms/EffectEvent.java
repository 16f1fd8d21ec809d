package kepu.contracts.readingrooms;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** What came of reading (学用成效): somebody did something with what a room has. Source: R15. */
@Family(topic = "kepu.reading-rooms.effects")
public sealed interface EffectEvent extends DomainEvent {
    String effectId();

    /** 增产, 增收, 健康, 安全, 环保, 其他. */
    enum Kind {
        PRODUCTION,
        INCOME,
        HEALTH,
        SAFETY,
        ENVIRONMENT,
        OTHER
    }

    /** The effect itself. */
    interface EffectVersion extends FactVersion {
        String effectId();

        @Override
        default String factId() {
            return effectId();
        }
    }

    /** Seen at {@code occurredAt}; of use to so many people. */
    @WireType("kepu.reading-rooms.effect-reported.v1")
    record EffectReported(String effectId, String roomId, Kind kind, int beneficiaries)
            implements EffectEvent, EffectVersion {}

    /** The effect is as stated here. */
    @WireType("kepu.reading-rooms.effect-corrected.v1")
    record EffectCorrected(String effectId, String roomId, Kind kind, int beneficiaries, Instant previousOccurredAt)
            implements EffectEvent, EffectVersion, Correction {}

    /** Nothing of it was so. */
    @WireType("kepu.reading-rooms.effect-withdrawn.v1")
    record EffectWithdrawn(String effectId, String reason, Instant previousOccurredAt)
            implements EffectEvent, EffectVersion, Withdrawal {}

    /** Somebody other than who reported it saw the evidence. */
    @WireType("kepu.reading-rooms.effect-verified.v1")
    @Fact("verdict")
    record EffectVerified(String effectId, String verifiedBy, String evidence) implements EffectEvent {}
}
