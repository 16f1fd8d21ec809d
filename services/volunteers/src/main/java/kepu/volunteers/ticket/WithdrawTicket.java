package kepu.volunteers.ticket;

import com.mongodb.client.model.Filters;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Withdraws a ticket into which no double was merged: theirs would be lost with it. */
@Component
class WithdrawTicket {
    private final AmendableRecords records;
    private final MongoOperations mongo;

    WithdrawTicket(AmendableRecords records, MongoOperations mongo) {
        this.records = records;
        this.mongo = mongo;
    }

    Receipt handle(Command command, String id, WithdrawalRequest request) {
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
