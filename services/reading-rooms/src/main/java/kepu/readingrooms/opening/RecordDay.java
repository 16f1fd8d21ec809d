package kepu.readingrooms.opening;

import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import kepu.readingrooms.unit.OpenUnits;
import org.springframework.stereotype.Component;

/** Records what a day of a room was, unless that is known already. */
@Component
class RecordDay {
    private final AggregateStore store;
    private final Rooms rooms;
    private final OpenUnits units;
    private final ZoneId zone;

    RecordDay(AggregateStore store, Rooms rooms, OpenUnits units, ZoneId zone) {
        this.store = store;
        this.rooms = rooms;
        this.units = units;
        this.zone = zone;
    }

    Receipt handle(Command command, String roomId, OpeningController.DayRequest request) {
        Rooms.Known room = rooms.get(roomId);
        RecordableDays days = RecordableDays.of(room, LocalDateTime.ofInstant(command.now(), zone), zone);
        return store.createOrUpdate(
                command,
                RoomDay.class,
                RoomDay.id(roomId, request.date()),
                () -> RoomDay.blank(room.unitId(), roomId, request.date()),
                day -> {
                    units.requireOpen(
                            room.unitId(), request.date().atStartOfDay(zone).toInstant());
                    return day.record(
                            OpeningController.statement(request.sessions(), request.closedReason()),
                            command.actor(),
                            days,
                            zone);
                });
    }
}
