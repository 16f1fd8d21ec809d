package kepu.defaults.audit;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Reads a unit's chain page by page, oldest first. */
final class AuditTrail {
    private static final JsonMapper JSON = new JsonMapper();

    private final MongoOperations mongo;

    AuditTrail(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param entry who, when, what, as it was recorded */
    record Recorded(long number, JsonNode entry, String prev, String hash) {}

    /**
     * @param head up to where the chain is signed; absent if the unit has none
     * @param next where the next page goes on ({@code after}); absent on the last
     */
    record Page(
            List<Recorded> entries,
            @Nullable SignedCheckpoint head,
            @Nullable Long next) {}

    /** @param after number of the last entry that is known already, 0 for none */
    Page read(String unitId, long after, int limit) {
        Optional<SignedCheckpoint> head = Optional.ofNullable(mongo.getCollection(AuditDocuments.HEADS)
                        .find(Filters.eq("_id", unitId))
                        .first())
                .flatMap(SignedCheckpoint::read);
        List<String> places = LongStream.rangeClosed(after + 1, after + limit)
                .mapToObj(number -> new Link(unitId, number).id())
                .toList();
        List<Recorded> entries = new ArrayList<>();
        for (Document stored : mongo.getCollection(AuditDocuments.ENTRIES)
                .find(Filters.in("_id", places))
                .sort(Sorts.ascending("_id"))) {
            entries.add(new Recorded(
                    Link.read(stored.getString("_id")).orElseThrow().number(),
                    json(String.valueOf(stored.get("entry"))),
                    String.valueOf(stored.get("prev")),
                    String.valueOf(stored.get("hash"))));
        }
        boolean more = entries.size() == limit
                || head.filter(signed -> signed.number() > after + limit).isPresent();
        return new Page(entries, head.orElse(null), more ? after + limit : null);
    }

    /** A text that somebody has spoilt is shown as it is. */
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }
}
