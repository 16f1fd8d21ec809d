package kepu.readingrooms.catalogue;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** How many titles each of the rooms has at a moment. */
    public Map<String, Integer> titles(Collection<String> roomIds, Instant at) {
        Map<String, List<Delivery>> deliveries = held(Delivery.class, roomIds).stream()
                .collect(Collectors.groupingBy(delivery -> delivery.content().roomId()));
        Map<String, List<StockTake>> stockTakes = held(StockTake.class, roomIds).stream()
                .collect(Collectors.groupingBy(taken -> taken.content().roomId()));
        return roomIds.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        roomId -> Stock.of(
                                        deliveries.getOrDefault(roomId, List.of()),
                                        stockTakes.getOrDefault(roomId, List.of()),
                                        at)
                                .holdings()
                                .size()));
    }

    /** @param without a stock-take that is left out */
    Stock stock(String roomId, Instant at, @Nullable String without) {
        return Stock.of(
                held(Delivery.class, List.of(roomId)),
                held(StockTake.class, List.of(roomId)).stream()
                        .filter(taken -> !taken.id().equals(without))
                        .toList(),
                at);
    }

    private <R extends AmendableRecord<?>> List<R> held(Class<R> type, Collection<String> roomIds) {
        Query held = query(where("content.roomId").in(roomIds).and("withdrawn").is(false));
        held.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(held, type);
    }
}
