package kepu.readingrooms.room;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.springframework.stereotype.Component;

/** Takes a room out of service for good, once no title of it is left. */
@Component
class RetireRoom {
    private final AggregateStore store;
    private final Rooms.Titles titles;
    private final ZoneId zone;

    RetireRoom(AggregateStore store, Rooms.Titles titles, ZoneId zone) {
        this.store = store;
        this.titles = titles;
        this.zone = zone;
    }

    Receipt handle(Command command, String roomId, RoomController.RetirementRequest request) {
        return store.update(command, Room.class, roomId, room -> {
            Instant at = command.occurredAt(request.occurredAt());
            DomainEvents retired = room.retire(request.reason(), at);
            titles.requireNoneAfter(roomId, LocalDate.ofInstant(at, zone));
            return retired;
        });
    }
}
