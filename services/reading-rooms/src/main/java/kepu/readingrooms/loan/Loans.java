package kepu.readingrooms.loan;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** By room what each lent from an instant up to another, excluded, in the order of time. */
    public Map<String, List<Lent>> lentBy(Collection<String> roomIds, Instant from, Instant until) {
        Query lent = query(where("content.roomId")
                .in(roomIds)
                .and("withdrawn")
                .is(false)
                .and("occurredAt")
                .gte(from)
                .lt(until));
        lent.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(lent, Loan.class).stream()
                .sorted(Comparator.comparing(Loan::occurredAt).thenComparing(Loan::id))
                .collect(Collectors.groupingBy(
                        loan -> loan.content().roomId(),
                        Collectors.mapping(
                                loan -> new Lent(loan.id(), loan.content().readerId()), Collectors.toList())));
    }
}
