package kepu.readingrooms.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.demonstration.DemonstrationRoom.Dossier;
import kepu.readingrooms.room.Rooms;
import kepu.readingrooms.standard.StandardsChecks;
import org.springframework.stereotype.Component;

/**
 * Applies for the title of a room with a dossier that rests on checks of that room; once, as long as an earlier application is
 * under way or its title holds.
 */
@Component
class ApplyForRoomTitle {
    private final AggregateStore store;
    private final TitlesOfRoom titles;
    private final SetVersions setVersions;
    private final Rooms rooms;
    private final StandardsChecks checks;
    private final ZoneId zone;

    ApplyForRoomTitle(
            AggregateStore store,
            TitlesOfRoom titles,
            SetVersions setVersions,
            Rooms rooms,
            StandardsChecks checks,
            ZoneId zone) {
        this.store = store;
        this.titles = titles;
        this.setVersions = setVersions;
        this.rooms = rooms;
        this.checks = checks;
        this.zone = zone;
    }

    Receipt apply(Command command, DemonstrationRoomController.ApplicationRequest request) {
        String id = command.newId("demonstration-room");
        return store.create(
                command,
                DemonstrationRoom.class,
                id,
                () -> application(command, id, request),
                application -> application.apply(command.actor()));
    }

    private DemonstrationRoom application(
            Command command, String id, DemonstrationRoomController.ApplicationRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        Rooms.Known room = rooms.standing(request.roomId(), at);
        SetVersion next = requireNoOther(request.roomId(), LocalDate.ofInstant(at, zone));
        Dossier dossier = dossier(request.roomId(), request.statement(), request.checkIds());
        return next.takenBy(new DemonstrationRoom(id, room.unitId(), request.roomId(), dossier, at));
    }

    Receipt resubmit(Command command, String id, DemonstrationRoomController.ResubmissionRequest request) {
        return store.update(command, DemonstrationRoom.class, id, application -> {
            Instant at = command.occurredAt(request.occurredAt());
            rooms.standing(application.roomId(), at);
            Dossier dossier = dossier(application.roomId(), request.statement(), request.checkIds());
            return application.resubmit(dossier, at, command.actor());
        });
    }

    private Dossier dossier(String roomId, String statement, Set<String> checkIds) {
        for (String checkId : checkIds) {
            if (!checks.isOf(roomId, checkId)) {
                throw DemonstrationRoomRejection.noCheckOfTheRoom(checkId);
            }
        }
        return new Dossier(statement, checkIds);
    }

    private SetVersion requireNoOther(String roomId, LocalDate day) {
        SetVersion next = setVersions.next(DemonstrationRoom.class, roomId);
        if (titles.of(roomId).stream().anyMatch(other -> other.isOpenFrom(day, zone))) {
            throw DemonstrationRoomRejection.appliedAlready(roomId);
        }
        return next;
    }
}
