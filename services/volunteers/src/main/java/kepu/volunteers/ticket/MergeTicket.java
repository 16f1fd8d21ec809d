package kepu.volunteers.ticket;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Merges a double into another ticket of its unit. */
@Component
class MergeTicket {
    private final AmendableRecords records;
    private final AggregateStore store;

    MergeTicket(AmendableRecords records, AggregateStore store) {
        this.records = records;
        this.store = store;
    }

    Receipt handle(Command command, String id, TicketController.MergeRequest request) {
        String into = request.intoTicketId();
        return records.change(command, Ticket.class, id, ticket -> {
            Ticket first = store.find(Ticket.class, into)
                    .filter(other -> other.unitId().equals(ticket.unitId()))
                    .orElseThrow(() -> TicketRejection.unknownTicket(into));
            return ticket.mergeInto(first, request.note(), command.occurredAt(request.occurredAt()), command.actor());
        });
    }
}
