package kepu.contracts.readingrooms;

import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Reservations (预约) of a resource of which no copy was free. Source: R11. */
@Family(topic = "kepu.reading-rooms.reservations")
public sealed interface ReservationEvent extends DomainEvent {
    String reservationId();

    /** The reader waits from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.reservation-made.v1")
    record ReservationMade(String reservationId, String roomId, String readerId, String resourceId)
            implements ReservationEvent {}

    /** The reader got a copy. */
    @WireType("kepu.reading-rooms.reservation-fulfilled.v1")
    record ReservationFulfilled(String reservationId, String loanId) implements ReservationEvent {}

    /** The reader waits no longer. */
    @WireType("kepu.reading-rooms.reservation-cancelled.v1")
    record ReservationCancelled(String reservationId, String reason) implements ReservationEvent {}
}
