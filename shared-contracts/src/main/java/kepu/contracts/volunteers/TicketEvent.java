package kepu.contracts.volunteers;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * Problems of residents (群众难题) and what is done about them. Source: R10.
 *
 * <p>What the problem is, who raised it and what was answered stays in the service: it is about residents. So the reason of a
 * withdrawal must not name anybody; the assignee is told by pseudonym.
 */
@Family(topic = "kepu.volunteers.tickets")
public sealed interface TicketEvent extends DomainEvent {
    String ticketId();

    /** 生产技术, 产销, 政策, 基础设施, 民生, 矛盾纠纷, 其他. */
    enum Kind {
        TECHNIQUE,
        MARKET,
        POLICY,
        INFRASTRUCTURE,
        LIVELIHOOD,
        DISPUTE,
        OTHER
    }

    /** 12345 热线, 乡镇, 县级部门, 其他单位. */
    enum Destination {
        HOTLINE_12345,
        TOWNSHIP,
        COUNTY_DEPARTMENT,
        OTHER
    }

    /** An event about the ticket itself, not about what is done. */
    interface TicketVersion extends FactVersion {
        String ticketId();

        @Override
        default String factId() {
            return ticketId();
        }
    }

    /** A step towards the end of a ticket. */
    interface TicketStep extends DomainEvent {
        /** When the ticket was raised, as the version that held at the time of this step states it. */
        Instant raisedAt();
    }

    /** A resident raised a problem at {@code occurredAt}. */
    @WireType("kepu.volunteers.ticket-raised.v1")
    record TicketRaised(String ticketId, Kind kind) implements TicketEvent, TicketVersion {}

    /**
     * The ticket is as stated here; what was done about it stays done.
     *
     * @param resolvedAt when the resolution that holds was made; none if there is none
     */
    @WireType("kepu.volunteers.ticket-corrected.v1")
    record TicketCorrected(
            String ticketId, Kind kind, @Nullable Instant resolvedAt, Instant previousOccurredAt)
            implements TicketEvent, TicketVersion, Correction {}

    /** The problem was never raised. */
    @WireType("kepu.volunteers.ticket-withdrawn.v1")
    record TicketWithdrawn(String ticketId, String reason, Instant previousOccurredAt)
            implements TicketEvent, TicketVersion, Withdrawal {}

    /** In the hands of {@code assigneeId} from {@code occurredAt} on. */
    @WireType("kepu.volunteers.ticket-assigned.v1")
    @Fact("progress")
    record TicketAssigned(String ticketId, String assigneeId, Instant raisedAt) implements TicketEvent, TicketStep {}

    /** The resident was told at {@code occurredAt} how things stand. */
    @WireType("kepu.volunteers.ticket-replied.v1")
    @Fact("reply")
    record TicketReplied(String ticketId, Instant raisedAt) implements TicketEvent, TicketStep {}

    /** Resolved at {@code occurredAt}, until it is reopened. */
    @WireType("kepu.volunteers.ticket-resolved.v1")
    @Fact("progress")
    record TicketResolved(String ticketId, String resolvedBy, Instant raisedAt) implements TicketEvent, TicketStep {}

    /** The resident confirmed at {@code occurredAt} what was resolved at {@code resolvedAt}; somebody else than the resolver asked. */
    @WireType("kepu.volunteers.ticket-confirmed.v1")
    @Fact("progress")
    record TicketConfirmed(String ticketId, Instant resolvedAt, Instant raisedAt) implements TicketEvent, TicketStep {}

    /** The resident said at {@code occurredAt} that the problem is there still: the resolution no longer holds. */
    @WireType("kepu.volunteers.ticket-reopened.v1")
    @Fact("progress")
    record TicketReopened(String ticketId, Instant raisedAt) implements TicketEvent, TicketStep {}

    /** Handed to somebody else for good. */
    @WireType("kepu.volunteers.ticket-transferred.v1")
    @Fact("progress")
    record TicketTransferred(String ticketId, Destination destination, Instant raisedAt)
            implements TicketEvent, TicketStep {}

    /** A double of {@code intoTicketId}, a ticket of the same unit that was raised first and goes on alone. */
    @WireType("kepu.volunteers.ticket-merged.v1")
    @Fact("progress")
    record TicketMerged(String ticketId, String intoTicketId, Instant raisedAt) implements TicketEvent, TicketStep {}
}
