package kepu.readingrooms.loan;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.readingrooms.catalogue.Catalogue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
        return shelf(roomId, resourceId, at, Set.of(), null);
    }

    /**
     * @param claimed loans that others are about to store, or have stored meanwhile
     * @param without the loan that asks, which is not in its own way
     */
    Shelf shelf(String roomId, String resourceId, Instant at, Set<String> claimed, @Nullable String without) {
        Optional<Catalogue.Available> available = catalogue.find(roomId, resourceId, at);
        return new Shelf(
                resourceId,
                available.map(Catalogue.Available::title).orElse(""),
                available.map(Catalogue.Available::copies).orElse(0),
                lent(roomId, resourceId, claimed, without),
                waiting(roomId, resourceId));
    }

    /** By one query, so that a loan stored meanwhile counts once, as stored or as claimed. */
    private int lent(String roomId, String resourceId, Set<String> claimed, @Nullable String without) {
        Query asked = query(new Criteria()
                .orOperator(
                        lent().and("content.roomId")
                                .is(roomId)
                                .and("content.resourceId")
                                .is(resourceId),
                        where("_id").in(claimed)));
        asked.fields().include("withdrawn", "returnedAt");
        Set<String> unstored = new HashSet<>(claimed);
        int lent = 0;
        for (Document loan : mongo.find(asked, Document.class, mongo.getCollectionName(Loan.class))) {
            unstored.remove(loan.getString("_id"));
            if (!loan.getString("_id").equals(without)
                    && !loan.getBoolean("withdrawn", false)
                    && loan.get("returnedAt") == null) {
                lent++;
            }
        }
        return lent + unstored.size();
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

    /** That ended with a loan. */
    List<Reservation> endedBy(String roomId, String loanId) {
        return mongo.find(
                bare(where("roomId")
                        .is(roomId)
                        .and("state")
                        .is(Reservation.State.FULFILLED.name())
                        .and("fulfilledBy")
                        .is(loanId)),
                Reservation.class);
    }

    /** Whether the reader has another loan or reservation of it. */
    boolean hasOrWaits(Reservation ended) {
        return waiting(ended.roomId(), ended.resourceId()).stream()
                        .anyMatch(waiting -> waiting.readerId().equals(ended.readerId()))
                || openLoansOf(ended.unitId(), ended.readerId()).stream()
                        .anyMatch(loan -> loan.content().resourceId().equals(ended.resourceId()));
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
