package kepu.contracts.readingrooms;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Withdrawal;

/** The way of a reading room to the title of county demonstration room (县级示范书屋). Source: R14. */
@Family(topic = "kepu.reading-rooms.demonstration-rooms")
public sealed interface DemonstrationRoomEvent extends DomainEvent {
    String applicationId();

    /** What the county says of an application that it does not award: 退回补充, 不予命名. */
    enum Refusal {
        SENT_BACK,
        REFUSED
    }

    /** Applied for with a dossier, which stays in the service. */
    @WireType("kepu.reading-rooms.demonstration-room-applied.v1")
    @Fact("application")
    record DemonstrationRoomApplied(String applicationId, String roomId) implements DemonstrationRoomEvent {}

    /** Applied for again, with what the county had asked for. */
    @WireType("kepu.reading-rooms.demonstration-room-resubmitted.v1")
    @Fact("application")
    record DemonstrationRoomResubmitted(String applicationId, String roomId) implements DemonstrationRoomEvent {}

    /** Sent back or refused by somebody who had no part in the application. */
    @WireType("kepu.reading-rooms.demonstration-room-refused.v1")
    @Fact("outcome")
    record DemonstrationRoomRefused(String applicationId, Refusal outcome) implements DemonstrationRoomEvent {}

    /** The title holds from the day of {@code occurredAt} up to the end of {@code validUntil}, or until it is revoked. */
    @WireType("kepu.reading-rooms.demonstration-room-awarded.v1")
    @Fact("outcome")
    record DemonstrationRoomAwarded(String applicationId, String roomId, String documentNumber, LocalDate validUntil)
            implements DemonstrationRoomEvent {}

    /** The title no longer holds, from the day of {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.demonstration-room-revoked.v1")
    @Fact("outcome")
    record DemonstrationRoomRevoked(String applicationId, String reason) implements DemonstrationRoomEvent {}

    /** The application never was, and with it nothing that became of it; {@code previousOccurredAt} is when it was made. */
    @WireType("kepu.reading-rooms.demonstration-room-withdrawn.v1")
    @Fact("application")
    record DemonstrationRoomWithdrawn(String applicationId, String reason, Instant previousOccurredAt)
            implements DemonstrationRoomEvent, Withdrawal {
        @Override
        public String factId() {
            return applicationId;
        }
    }
}
