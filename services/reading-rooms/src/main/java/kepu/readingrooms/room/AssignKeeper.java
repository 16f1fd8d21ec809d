package kepu.readingrooms.room;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.unit.OpenUnits;
import org.springframework.stereotype.Component;

/** Puts a room into somebody's care, for a term or until somebody else has it. */
@Component
class AssignKeeper {
    private final AggregateStore store;
    private final OpenUnits units;
    private final ZoneId zone;

    AssignKeeper(AggregateStore store, OpenUnits units, ZoneId zone) {
        this.store = store;
        this.units = units;
        this.zone = zone;
    }

    Receipt handle(Command command, String roomId, RoomController.KeeperRequest request) {
        return store.update(command, Room.class, roomId, room -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireOpen(room.unitId(), at);
            return room.assignKeeper(request.personId(), request.until(), at, LocalDate.ofInstant(at, zone));
        });
    }
}
