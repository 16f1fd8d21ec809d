package kepu.volunteers.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import kepu.defaults.replica.Deadline;
import kepu.defaults.replica.Deadlines;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of tickets. */
@Component
class TicketViews {
    private final AmendableRecords records;
    private final Deadlines deadlines;

    TicketViews(AmendableRecords records, Deadlines deadlines) {
        this.records = records;
        this.deadlines = deadlines;
    }

    /**
     * A ticket now.
     *
     * @param occurredAt when the resident raised it
     * @param dueOn the last day on which it is resolved in time
     * @param overdue whether that day is over and it is still to be resolved here
     */
    record TicketView(
            String id,
            String unitId,
            @JsonUnwrapped Ticket.Content content,
            Instant occurredAt,
            Ticket.State state,
            LocalDate dueOn,
            boolean overdue,
            @Nullable String assigneeId,
            @Nullable String mergedInto,
            List<Ticket.Step> steps,
            @Nullable Duplicate duplicate,
            String recordedBy,
            @Nullable String correctedBy,
            long version) {}

    TicketView ticket(String id) {
        return view(records.get(Ticket.class, id));
    }

    List<TicketView> tickets(List<Ticket> tickets) {
        return tickets.stream().map(this::view).toList();
    }

    /** Those still to be resolved here whose last day is over. */
    Bson overdue() {
        return Filters.and(
                Filters.in(
                        "state", Ticket.OPEN.stream().map(Enum::name).sorted().toList()),
                deadlines.passed());
    }

    private TicketView view(Ticket ticket) {
        Deadline deadline = deadlines.of(ticket.unitId());
        return new TicketView(
                ticket.id(),
                ticket.unitId(),
                ticket.content(),
                ticket.occurredAt(),
                ticket.state(),
                deadline.of(ticket.occurredAt()),
                ticket.isOpen() && deadline.hasPassed(ticket.occurredAt()),
                ticket.assigneeId(),
                ticket.mergedInto(),
                ticket.steps(),
                ticket.duplicate(),
                ticket.recordedBy(),
                ticket.correctedBy(),
                ticket.version());
    }
}
