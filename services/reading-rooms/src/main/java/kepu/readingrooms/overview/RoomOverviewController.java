package kepu.readingrooms.overview;

import java.time.Instant;
import java.time.LocalDate;
import kepu.access.AllowAnyRole;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.web.Receipts;
import kepu.readingrooms.opening.Openings;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rooms over HTTP, for reading. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class RoomOverviewController {
    private final Rooms rooms;
    private final Openings openings;

    RoomOverviewController(Rooms rooms, Openings openings) {
        this.rooms = rooms;
        this.openings = openings;
    }

    /** {@code keeper} is the latest; {@code lastDay} the latest day of which a record holds. */
    record RoomView(
            String id,
            String unitId,
            Level level,
            String name,
            Instant standsSince,
            @Nullable KeeperView keeper,
            @Nullable Instant retiredAt,
            @Nullable String retiredBecause,
            Openings.@Nullable DayView lastDay,
            long version) {}

    /** {@code until}: last day of the term; {@code leftAt}: the room has had no keeper since then. */
    record KeeperView(
            String personId,
            Instant since,
            @Nullable LocalDate until,
            @Nullable Instant leftAt) {}

    @AllowAnyRole
    @GetMapping("/rooms/{id}")
    ResponseEntity<RoomView> room(@PathVariable String id) {
        RoomView room = view(rooms.get(id));
        return Receipts.versioned(room.version(), room);
    }

    @AllowAnyRole
    @GetMapping("/rooms")
    ListAnswer<RoomView> rooms(ListRequest<Rooms.Known> request) {
        return rooms.list(request, this::view);
    }

    /** In service, and nobody keeps them today. */
    @AllowAnyRole
    @GetMapping("/rooms-without-keeper")
    ListAnswer<RoomView> withoutKeeper(ListRequest<Rooms.Known> request) {
        return rooms.withoutKeeper(request, this::view);
    }

    private RoomView view(Rooms.Known room) {
        return new RoomView(
                room.roomId(),
                room.unitId(),
                room.level(),
                room.name(),
                room.standsSince(),
                room.keeper() == null || room.keeperSince() == null
                        ? null
                        : new KeeperView(room.keeper(), room.keeperSince(), room.keeperUntil(), room.keeperLeft()),
                room.retiredAt(),
                room.retiredBecause(),
                openings.lastDay(room.roomId()).orElse(null),
                room.version());
    }
}
