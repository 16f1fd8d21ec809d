package kepu.contracts.readingrooms;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Sessions of distance education (现代远程教育) in a reading room; who attended is told by number only. Source: R13. */
@Family(topic = "kepu.reading-rooms.distance-sessions")
public sealed interface DistanceSessionEvent extends FactVersion {
    String sessionId();

    @Override
    default String factId() {
        return sessionId();
    }

    /** 党员教育, 实用技术, 政策法规, 健康生活, 安全生产, 其他. */
    enum Kind {
        PARTY,
        TECHNIQUE,
        POLICY,
        HEALTH,
        SAFETY,
        OTHER
    }

    /** Held at {@code occurredAt}; {@code minutes} its length, {@code participants} how many attended. */
    @WireType("kepu.reading-rooms.distance-session-held.v1")
    record DistanceSessionHeld(String sessionId, String roomId, Kind kind, String topic, int minutes, int participants)
            implements DistanceSessionEvent {}

    /** The session is as stated here. */
    @WireType("kepu.reading-rooms.distance-session-corrected.v1")
    record DistanceSessionCorrected(
            String sessionId,
            String roomId,
            Kind kind,
            String topic,
            int minutes,
            int participants,
            Instant previousOccurredAt)
            implements DistanceSessionEvent, Correction {}

    /** The session never happened. */
    @WireType("kepu.reading-rooms.distance-session-withdrawn.v1")
    record DistanceSessionWithdrawn(String sessionId, String reason, Instant previousOccurredAt)
            implements DistanceSessionEvent, Withdrawal {}
}
