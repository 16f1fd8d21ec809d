package kepu.readingrooms.loan;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kepu.readingrooms.catalogue.Catalogue;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What is lent and reserved just now; whoever asks has seen to it that the room is in reach. */
@Component
class Shelves {
    private final MongoOperations mongo;
    private final Catalogue catalogue;

    Shelves(MongoOperations mongo, Catalogue catalogue) {
        this.mongo = mongo;
        this.catalogue = catalogue;
    }

    Shelf shelf(String roomId, String resourceId, Instant at) {
        Criteria lent = lent().and("content.roomId")
                .is(roomId)
                .and("content.resourceId")
                .is(resourceId);
        Optional<Catalogue.Available> available = catalogue.find(roomId, resourceId, at);
        return new Shelf(
                resourceId,
                available.map(Catalogue.Available::title).orElse(""),
                available.map(Catalogue.Available::copies).orElse(0),
                Math.toIntExact(mongo.count(query(lent), Loan.class)),
                waiting(roomId, resourceId));
    }

    List<Loan> openLoansOf(String unitId, String readerId) {
        return mongo.find(
                bare(lent().and("unitId").is(unitId).and("content.readerId").is(readerId)), Loan.class);
    }

    List<Reservation> waiting(String roomId, String resourceId) {
        return mongo.find(
                bare(where("resourceId")
                                .is(resourceId)
                                .and("roomId")
                                .is(roomId)
                                .and("state")
                                .is(Reservation.State.WAITING.name()))
                        .with(Sort.by("madeAt", "_id")),
                Reservation.class);
    }

    private static Criteria lent() {
        return where("withdrawn").is(false).and("returnedAt").isNull();
    }

    private static Query bare(Criteria asked) {
        Query query = query(asked);
        query.fields().exclude("outbox", "applied", "firstApplied");
        return query;
    }
}
