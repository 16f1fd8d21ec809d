package kepu.readingrooms.opening;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the other features may ask about the days of rooms. */
@Component
public class Openings {
    private static final int RECENT_DAYS = 31;

    private final MongoOperations mongo;
    private final Clock clock;
    private final ZoneId zone;

    Openings(MongoOperations mongo, Clock clock, ZoneId zone) {
        this.mongo = mongo;
        this.clock = clock;
        this.zone = zone;
    }

    /** What is recorded of a day; {@code withdrawn} if it does not hold. */
    public record DayView(
            String roomId,
            String unitId,
            LocalDate date,
            boolean open,
            int minutes,
            List<SessionView> sessions,
            @Nullable String closedReason,
            boolean withdrawn,
            String recordedBy,
            long version) {}

    /** Open from … to, {@code HH:mm}; a day ends at {@code 24:00}. */
    public record SessionView(String from, String to) {}

    /** The latest day of the room of which a record holds. */
    public Optional<DayView> lastDay(String roomId) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        // Mostly the last day is a recent one, and those are found by their ids, however many days there are.
        List<String> recent =
                lastDays(today, RECENT_DAYS).map(day -> RoomDay.id(roomId, day)).toList();
        return latest(where("_id").in(recent)).or(() -> latest(where("roomId").is(roomId)));
    }

    /** Which of the rooms were open on one of so many days, the last of which is {@code last}. */
    public Set<String> openOnAnyOf(Collection<String> roomIds, LocalDate last, int days) {
        List<String> ids = roomIds.stream()
                .flatMap(roomId -> lastDays(last, days).map(day -> RoomDay.id(roomId, day)))
                .toList();
        Query open = query(where("_id")
                .in(ids)
                .and("withdrawn")
                .is(false)
                .and("statement.closedReason")
                .isNull());
        open.fields().include("roomId");
        return mongo.find(open, Document.class, mongo.getCollectionName(RoomDay.class)).stream()
                .map(day -> day.getString("roomId"))
                .collect(Collectors.toSet());
    }

    /** By room the ids of the days on which it was open, both ends included. */
    public Map<String, List<String>> openBetween(Collection<String> roomIds, LocalDate first, LocalDate last) {
        Query open = query(where("roomId")
                .in(roomIds)
                .and("date")
                .gte(first)
                .lte(last)
                .and("withdrawn")
                .is(false)
                .and("statement.closedReason")
                .isNull());
        open.fields().include("roomId");
        return mongo.find(open, Document.class, mongo.getCollectionName(RoomDay.class)).stream()
                .sorted(Comparator.comparing(day -> day.getString("_id")))
                .collect(Collectors.groupingBy(
                        day -> day.getString("roomId"),
                        Collectors.mapping(day -> day.getString("_id"), Collectors.toList())));
    }

    private static Stream<LocalDate> lastDays(LocalDate last, int days) {
        return Stream.iterate(last, day -> day.minusDays(1)).limit(days);
    }

    private Optional<DayView> latest(Criteria among) {
        RoomDay latest = mongo.findOne(
                query(among.and("withdrawn").is(false)).with(Sort.by(Sort.Order.desc("date"))), RoomDay.class);
        return Optional.ofNullable(latest).map(Openings::view);
    }

    static DayView view(RoomDay day) {
        Statement statement = day.statement();
        return new DayView(
                day.roomId(),
                day.unitId(),
                day.date(),
                statement.closedReason() == null,
                statement.minutes(),
                statement.sessions().stream()
                        .map(session -> new SessionView(session.starts(), session.ends()))
                        .toList(),
                statement.closedReason(),
                day.withdrawn(),
                day.recordedBy(),
                day.version());
    }
}
