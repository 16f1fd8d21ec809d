package kepu.readingrooms.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a step towards the title of a room, or after it, is refused. */
final class DemonstrationRoomRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private DemonstrationRoomRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static DemonstrationRoomRejection appliedAlready(String roomId) {
        return new DemonstrationRoomRejection(409, "demonstration-room-already-applied", roomId);
    }

    static DemonstrationRoomRejection noCheckOfTheRoom(String checkId) {
        return new DemonstrationRoomRejection(422, "no-check-of-the-room", checkId);
    }

    static DemonstrationRoomRejection notSentBack() {
        return new DemonstrationRoomRejection(409, "demonstration-room-not-sent-back");
    }

    static DemonstrationRoomRejection decided() {
        return new DemonstrationRoomRejection(409, "demonstration-room-decided");
    }

    static DemonstrationRoomRejection endsTooEarly(LocalDate validUntil) {
        return new DemonstrationRoomRejection(422, "room-title-ends-too-early", validUntil);
    }

    static DemonstrationRoomRejection notHeld(LocalDate day) {
        return new DemonstrationRoomRejection(409, "room-title-not-held", day);
    }

    static DemonstrationRoomRejection outlivesRoom(String roomId, LocalDate day, String id) {
        return new DemonstrationRoomRejection(409, "room-title-outlives-room", roomId, day, id);
    }

    static DemonstrationRoomRejection withdrawn() {
        return new DemonstrationRoomRejection(409, "demonstration-room-withdrawn");
    }

    static DemonstrationRoomRejection beforePrevious(Instant previous) {
        return new DemonstrationRoomRejection(422, "demonstration-room-wrong-order", previous);
    }
}
