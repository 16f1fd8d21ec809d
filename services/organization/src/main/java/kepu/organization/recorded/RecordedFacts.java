package kepu.organization.recorded;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kepu.organization.unit.Units;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Finds what the features of this service have recorded of a unit and was not withdrawn.
 *
 * <p>It reads past the store: whoever asks has a right over the unit, and what they may not see counts too.
 */
@Component
class RecordedFacts implements Units.FactsOfUnits {
    /** Where each collection keeps when a thing happened or since when it is. */
    static final Map<String, String> TIMES = Map.ofEntries(
            Map.entry("boards", "standsSince"),
            Map.entry("board-updates", "occurredAt"),
            Map.entry("demonstrations", "appliedAt"),
            Map.entry("documents", "occurredAt"),
            Map.entry("funding-entries", "occurredAt"),
            Map.entry("leading-groups", "formedAt"),
            Map.entry("link-targets", "registeredAt"),
            Map.entry("officer-posts", "terms.from"),
            Map.entry("programmes", "occurredAt"),
            Map.entry("stations", "registeredAt"),
            Map.entry("titles", "occurredAt"),
            Map.entry("workingCalendars", "occurredAt"));

    /** Where each collection keeps the first day on which a thing holds. */
    static final Map<String, String> DAYS =
            Map.of("officialCodes", "content.validFrom", "villageClassifications", "content.validFrom");

    private final MongoOperations mongo;
    private final ZoneId zone;

    RecordedFacts(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    @Override
    public List<Units.Recorded> all(String unitId) {
        return Stream.concat(TIMES.keySet().stream(), DAYS.keySet().stream())
                .sorted()
                .flatMap(collection -> find(collection, unitId, new Criteria()))
                .toList();
    }

    @Override
    public List<Units.Recorded> between(String unitId, Instant from, Instant until) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate end = LocalDate.ofInstant(until, zone);
        return Stream.concat(
                        TIMES.entrySet().stream()
                                .flatMap(time -> find(time.getKey(), unitId, within(time.getValue(), from, until))),
                        DAYS.entrySet().stream()
                                .flatMap(day -> find(day.getKey(), unitId, within(day.getValue(), first, end))))
                .toList();
    }

    /** Of a thing that holds several terms, one of them. */
    private static Criteria within(String path, Object from, Object until) {
        int dot = path.indexOf('.');
        boolean isOfSeveral = path.startsWith("terms.");
        return isOfSeveral
                ? where(path.substring(0, dot))
                        .elemMatch(where(path.substring(dot + 1)).gte(from).lt(until))
                : where(path).gte(from).lt(until);
    }

    private Stream<Units.Recorded> find(String collection, String unitId, Criteria which) {
        Query standing = query(new Criteria()
                .andOperator(
                        where("unitId").is(unitId),
                        where("withdrawn").ne(true),
                        where("stage").ne("WITHDRAWN"),
                        which));
        standing.fields().include("_id");
        String list = collection.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return mongo.find(standing, Document.class, collection).stream()
                .map(found -> new Units.Recorded(list, Objects.toString(found.get("_id"))));
    }
}
