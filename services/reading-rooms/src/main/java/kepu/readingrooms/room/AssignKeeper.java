package kepu.readingrooms.room;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Puts a room into somebody's care. */
@Component
class AssignKeeper {
    private final AggregateStore store;

    AssignKeeper(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String roomId, RoomController.KeeperRequest request) {
        return store.update(
                command,
                Room.class,
                roomId,
                room -> room.assignKeeper(request.personId(), command.occurredAt(request.occurredAt())));
    }
}
