package kepu.readingrooms.room;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.list.Listed;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.unit.OpenUnits;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the other features may ask about rooms. */
@Component
public class Rooms {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final OpenUnits units;
    private final Clock clock;
    private final ZoneId zone;

    Rooms(AggregateStore store, MongoOperations mongo, OpenUnits units, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * A registered room with its latest keeper.
     *
     * @param keeperUntil last day of the keeper's term, if one was set
     * @param keeperLeft when the keeper left without a successor
     * @param retiredAt from then on it is out of service; none: it is in service
     */
    @Listed(
            of = Room.class,
            period = "standsSince",
            state = RoomState.class,
            by = "level",
            text = "name",
            sort = {"id", "name", "standsSince"})
    public record Known(
            String roomId,
            String unitId,
            Level level,
            String name,
            Instant standsSince,
            @Nullable String keeper,
            @Nullable Instant keeperSince,
            @Nullable LocalDate keeperUntil,
            @Nullable Instant keeperLeft,
            @Nullable Instant retiredAt,
            @Nullable String retiredBecause,
            long version) {}

    /** Titles of rooms, on which others decide, so that no room ends them by its retirement. */
    public interface Titles {
        /**
         * @param day local day of the retirement
         * @throws kepu.defaults.Rejection 409 {@code room-title-outlives-room} if an application is under way, or a title holds
         *     later
         */
        void requireNoneAfter(String roomId, LocalDate day);
    }

    /** @throws kepu.defaults.Rejection 404 {@code not-found} */
    public Known get(String roomId) {
        return known(store.get(Room.class, roomId));
    }

    /**
     * A room that stands at a moment, in a unit that is open then.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found}, 422 {@code before-room}, 409 {@code room-retired}, 409
     *     {@code unit-closed}
     */
    public Known standing(String roomId, Instant at) {
        Known room = get(roomId);
        if (at.isBefore(room.standsSince())) {
            throw RoomRejection.beforeTheRoomStood(room.standsSince());
        }
        if (room.retiredAt() != null && !at.isBefore(room.retiredAt())) {
            throw RoomRejection.retired(roomId, room.retiredAt());
        }
        units.requireOpen(room.unitId(), at);
        return room;
    }

    /** Retired ones too. */
    public <V> ListAnswer<V> list(ListRequest<Known> request, Function<Known, V> view) {
        return request.stored(Room.class)
                .answer(rooms -> rooms.stream().map(Rooms::known).map(view).toList());
    }

    /** Rooms in service that nobody keeps today; in a unit that is closed nobody has to. */
    public <V> ListAnswer<V> withoutKeeper(ListRequest<Known> request, Function<Known, V> view) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        return request.stored(Room.class)
                .where(RoomState.IN_SERVICE.filter())
                .only(_ -> room -> room.isWithoutKeeper(today) && !units.isClosed(room.unitId(), now))
                .answer(rooms -> rooms.stream().map(Rooms::known).map(view).toList());
    }

    /** Those of some units, retired ones too. */
    public List<Known> ofUnits(Collection<String> unitIds) {
        Query rooms = query(where("unitId").in(unitIds));
        rooms.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(rooms, Room.class).stream().map(Rooms::known).toList();
    }

    /** Ids of all rooms that are not retired. */
    public List<String> inService() {
        Query rooms = query(where("retiredAt").isNull());
        rooms.fields().include("_id");
        return mongo.find(rooms, Document.class, mongo.getCollectionName(Room.class)).stream()
                .map(room -> room.getString("_id"))
                .toList();
    }

    /**
     * Everybody who ever kept a room, the latest last.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found}
     */
    KeepersView keepers(String roomId) {
        Room room = store.get(Room.class, roomId);
        List<Room.Keeper> keepers = room.keepers();
        return new KeepersView(
                roomId,
                IntStream.range(0, keepers.size())
                        .mapToObj(i -> term(keepers.get(i), i + 1 < keepers.size() ? keepers.get(i + 1) : null, room))
                        .toList(),
                room.version());
    }

    /** What ends first: a successor's start, the departure, the room. */
    private static TermView term(Room.Keeper keeper, Room.@Nullable Keeper next, Room room) {
        Instant end = next != null ? next.since() : room.retiredAt();
        Room.Departure left = keeper.left();
        if (left != null && (end == null || left.at().isBefore(end))) {
            end = left.at();
        }
        return new TermView(
                keeper.personId(),
                keeper.since(),
                keeper.until(),
                end,
                left == null ? null : left.reason(),
                left == null ? null : left.handover());
    }

    record KeepersView(String roomId, List<TermView> keepers, long version) {}

    /**
     * One keeper's time.
     *
     * @param until last day of the term, if one was set
     * @param endedAt when it really ended
     * @param handover what was handed over, and to whom
     */
    record TermView(
            String personId,
            Instant since,
            @Nullable LocalDate until,
            @Nullable Instant endedAt,
            @Nullable String leftBecause,
            @Nullable String handover) {}

    private static Known known(Room room) {
        Room.Keeper keeper = room.keeper();
        return new Known(
                room.id(),
                room.unitId(),
                room.level(),
                room.name(),
                room.standsSince(),
                keeper == null ? null : keeper.personId(),
                keeper == null ? null : keeper.since(),
                keeper == null ? null : keeper.until(),
                keeper == null || keeper.left() == null ? null : keeper.left().at(),
                room.retiredAt(),
                room.retiredBecause(),
                room.version());
    }
}
