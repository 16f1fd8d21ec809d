package kepu.volunteers.ticket;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a step of a ticket is refused. */
final class TicketRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TicketRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TicketRejection notAssigned(String ticketId) {
        return new TicketRejection(409, "ticket-not-assigned", ticketId);
    }

    static TicketRejection alreadyAssigned(String ticketId, String assigneeId) {
        return new TicketRejection(409, "ticket-already-assigned", ticketId, assigneeId);
    }

    static TicketRejection notResolved(String ticketId) {
        return new TicketRejection(409, "ticket-not-resolved", ticketId);
    }

    static TicketRejection awaitsConfirmation(String ticketId) {
        return new TicketRejection(409, "ticket-awaits-confirmation", ticketId);
    }

    static TicketRejection confirmed(String ticketId) {
        return new TicketRejection(409, "ticket-confirmed", ticketId);
    }

    static TicketRejection transferred(String ticketId) {
        return new TicketRejection(409, "ticket-transferred", ticketId);
    }

    static TicketRejection merged(String ticketId, String intoTicketId) {
        return new TicketRejection(409, "ticket-merged", ticketId, intoTicketId);
    }

    static TicketRejection hasDoubles(String ticketId, int doubles) {
        return new TicketRejection(409, "ticket-has-doubles", ticketId, doubles);
    }

    static TicketRejection takesNoDoubles(String ticketId) {
        return new TicketRejection(409, "ticket-takes-no-doubles", ticketId);
    }

    static TicketRejection unknownTicket(String ticketId) {
        return new TicketRejection(422, "unknown-ticket", ticketId);
    }

    static TicketRejection mergedIntoItself(String ticketId) {
        return new TicketRejection(422, "ticket-merged-into-itself", ticketId);
    }

    static TicketRejection mergedIntoLater(String ticketId, Instant raisedAt) {
        return new TicketRejection(422, "ticket-merged-into-later", ticketId, raisedAt);
    }

    static TicketRejection wrongOrder(Instant at, Instant other) {
        return new TicketRejection(422, "wrong-order", at, other);
    }
}
