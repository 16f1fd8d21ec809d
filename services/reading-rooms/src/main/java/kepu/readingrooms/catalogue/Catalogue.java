package kepu.readingrooms.catalogue;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What rooms have; whoever asks has seen to it that the room is in reach. */
@Component
public class Catalogue {
    private final MongoOperations mongo;

    Catalogue(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** A resource of which there are copies. */
    public record Available(String title, int copies) {}

    /** What a room has of a resource at a moment, lent or not. */
    public Optional<Available> find(String roomId, String resourceId, Instant at) {
        return stock(roomId, at, null)
                .find(resourceId)
                .map(holding -> new Available(holding.resource().title(), holding.copies()));
    }

    /** How many titles a room has at a moment. */
    public int titles(String roomId, Instant at) {
        return stock(roomId, at, null).holdings().size();
    }

    /** @param without a stock-take that is left out */
    Stock stock(String roomId, Instant at, @Nullable String without) {
        return Stock.of(
                held(Delivery.class, roomId),
                held(StockTake.class, roomId).stream()
                        .filter(taken -> !taken.id().equals(without))
                        .toList(),
                at);
    }

    private <R extends AmendableRecord<?>> List<R> held(Class<R> type, String roomId) {
        Query held = query(where("content.roomId").is(roomId).and("withdrawn").is(false));
        held.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(held, type);
    }
}
