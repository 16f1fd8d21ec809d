package kepu.readingrooms.room;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Takes a room out of service for good. */
@Component
class RetireRoom {
    private final AggregateStore store;

    RetireRoom(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String roomId, RoomController.RetirementRequest request) {
        return store.update(
                command,
                Room.class,
                roomId,
                room -> room.retire(request.reason(), command.occurredAt(request.occurredAt())));
    }
}
