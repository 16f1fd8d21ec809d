package kepu.readingrooms.room;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Rejection;

/** Why a command on a room is refused. */
final class RoomRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private RoomRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static RoomRejection wrongLevel(Level level, Kind unit) {
        return new RoomRejection(422, "wrong-level", level, unit);
    }

    static RoomRejection exists(String unitId, String roomId) {
        return new RoomRejection(409, "room-exists", unitId, roomId);
    }

    static RoomRejection beforeTheRoomStood(Instant standsSince) {
        return new RoomRejection(422, "before-room", standsSince);
    }

    static RoomRejection retired(String roomId, Instant retiredAt) {
        return new RoomRejection(409, "room-retired", roomId, retiredAt);
    }

    static RoomRejection termEndsBeforeStart(LocalDate until, LocalDate start) {
        return new RoomRejection(422, "term-ends-before-start", until, start);
    }

    static RoomRejection withoutKeeper(String roomId) {
        return new RoomRejection(409, "room-without-keeper", roomId);
    }

    static RoomRejection beforeTheKeeper(Instant since) {
        return new RoomRejection(422, "before-keeper", since);
    }
}
