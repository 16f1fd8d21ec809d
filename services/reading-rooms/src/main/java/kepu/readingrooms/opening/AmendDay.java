package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import kepu.readingrooms.unit.OpenUnits;
import org.springframework.stereotype.Component;

/** Corrects or withdraws what was recorded wrongly of a day; what the room or its unit did not see any more is withdrawn. */
@Component
class AmendDay {
    private final AggregateStore store;
    private final Rooms rooms;
    private final OpenUnits units;
    private final ZoneId zone;

    AmendDay(AggregateStore store, Rooms rooms, OpenUnits units, ZoneId zone) {
        this.store = store;
        this.rooms = rooms;
        this.units = units;
        this.zone = zone;
    }

    Receipt correct(Command command, String roomId, LocalDate date, OpeningController.CorrectionRequest request) {
        return store.update(command, RoomDay.class, RoomDay.id(roomId, date), day -> {
            units.requireOpen(day.unitId(), date.atStartOfDay(zone).toInstant());
            LocalDateTime now = LocalDateTime.ofInstant(command.now(), zone);
            return day.correct(
                    OpeningController.statement(request.sessions(), request.closedReason()),
                    command.actor(),
                    RecordableDays.of(rooms.get(roomId), now, zone),
                    zone);
        });
    }

    Receipt withdraw(Command command, String roomId, LocalDate date, WithdrawalRequest request) {
        return store.update(
                command, RoomDay.class, RoomDay.id(roomId, date), day -> day.withdraw(request.reason(), zone));
    }
}
