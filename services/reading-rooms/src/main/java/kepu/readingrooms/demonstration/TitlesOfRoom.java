package kepu.readingrooms.demonstration;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.readingrooms.room.Rooms;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All applications of a room and what became of them; whoever asks has seen to it that the room is in reach. */
@Component
class TitlesOfRoom implements Rooms.Titles {
    private final MongoOperations mongo;
    private final ZoneId zone;

    TitlesOfRoom(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    List<DemonstrationRoom> of(String roomId) {
        Query applications = query(where("roomId").is(roomId));
        applications.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(applications, DemonstrationRoom.class);
    }

    @Override
    public void requireNoneAfter(String roomId, LocalDate day) {
        of(roomId).stream()
                .filter(application -> application.outlives(day, zone))
                .findFirst()
                .ifPresent(application -> {
                    throw DemonstrationRoomRejection.outlivesRoom(roomId, day, application.id());
                });
    }
}
