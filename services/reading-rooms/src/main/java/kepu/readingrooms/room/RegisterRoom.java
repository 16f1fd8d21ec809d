package kepu.readingrooms.room;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Registers a room of a known unit, which has one in service at each level. */
@Component
class RegisterRoom {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final UnitReplica units;

    RegisterRoom(AggregateStore store, MongoOperations mongo, SetVersions setVersions, UnitReplica units) {
        this.store = store;
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.units = units;
    }

    Receipt handle(Command command, RoomController.RoomRequest request) {
        String roomId = command.newId("room");
        return store.create(
                command,
                Room.class,
                roomId,
                () -> {
                    // before any rule is looked at: what stands in the unit is told to nobody from elsewhere
                    Access.current().require(request.unitId());
                    return firstOfItsLevel(new Room(
                            roomId,
                            request.unitId(),
                            request.level(),
                            request.name(),
                            command.occurredAt(request.occurredAt())));
                },
                room -> room.register(units.requireKnown(room.unitId())
                        .openAt(room.standsSince())
                        .kind()));
    }

    private Room firstOfItsLevel(Room room) {
        SetVersion next = setVersions.next(Room.class, room.unitId(), room.level());
        Room other = mongo.findOne(
                query(where("unitId")
                        .is(room.unitId())
                        .and("level")
                        .is(room.level())
                        .and("retiredAt")
                        .isNull()),
                Room.class);
        if (other != null) {
            throw RoomRejection.exists(room.unitId(), other.id());
        }
        return next.takenBy(room);
    }
}
