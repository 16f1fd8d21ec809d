package kepu.readingrooms.loan;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the other features may ask about loans; whoever asks has seen to it that the room is in reach. */
@Component
public class Loans {
    private final MongoOperations mongo;

    Loans(MongoOperations mongo) {
        this.mongo = mongo;
    }

    public record Lent(String loanId, String readerId) {}

    /** What a room lent from an instant up to another, excluded. */
    public List<Lent> lentBy(String roomId, Instant from, Instant until) {
        Query lent = query(where("content.roomId")
                .is(roomId)
                .and("withdrawn")
                .is(false)
                .and("occurredAt")
                .gte(from)
                .lt(until));
        lent.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(lent, Loan.class).stream()
                .map(loan -> new Lent(loan.id(), loan.content().readerId()))
                .toList();
    }
}
