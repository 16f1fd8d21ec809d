package kepu.volunteers.ticket;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Corrects or withdraws a ticket; what has doubles is neither withdrawn nor corrected to a later time. */
@Component
class AmendTicket {
    private final AmendableRecords records;
    private final MongoOperations mongo;
    private final UnitReplica units;

    AmendTicket(AmendableRecords records, MongoOperations mongo, UnitReplica units) {
        this.records = records;
        this.mongo = mongo;
        this.units = units;
    }

    Receipt correct(Command command, String id, TicketController.CorrectionRequest request) {
        return records.change(command, Ticket.class, id, ticket -> {
            Instant before = ticket.occurredAt();
            Instant at = command.occurredAt(request.occurredAt(), before);
            units.requireKnown(ticket.unitId()).openAt(at);
            DomainEvents raised = ticket.correct(
                    new Ticket.Content(request.kind(), request.title(), request.details(), request.residentId()),
                    at,
                    command.actor());
            if (at.isAfter(before)) {
                requireNoDoubles(id);
            }
            return raised;
        });
    }

    Receipt withdraw(Command command, String id, WithdrawalRequest request) {
        return records.change(command, Ticket.class, id, ticket -> {
            requireNoDoubles(id);
            return ticket.withdraw(request.reason(), command.now(), command.actor());
        });
    }

    private void requireNoDoubles(String id) {
        long doubles = mongo.getCollection(mongo.getCollectionName(Ticket.class))
                .countDocuments(
                        Filters.and(Filters.eq("mergedInto", id), Filters.eq("state", Ticket.State.MERGED.name())));
        if (doubles > 0) {
            throw TicketRejection.hasDoubles(id, Math.toIntExact(doubles));
        }
    }
}
