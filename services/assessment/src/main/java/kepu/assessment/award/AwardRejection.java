package kepu.assessment.award;

import java.time.Instant;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;

/** Why a step of an award list is refused. */
final class AwardRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private AwardRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static AwardRejection wrongLevel(String unitId, Kind kind) {
        return new AwardRejection(422, "award-of-wrong-level", unitId, kind);
    }

    static AwardRejection yearNotBegun(int year) {
        return new AwardRejection(422, "award-year-not-begun", String.valueOf(year));
    }

    static AwardRejection roomUnknown(String roomId) {
        return new AwardRejection(422, "award-room-unknown", roomId);
    }

    static AwardRejection roomTwice(String roomId) {
        return new AwardRejection(422, "award-room-twice", roomId);
    }

    static AwardRejection reasonRequired(String roomId) {
        return new AwardRejection(422, "award-reason-required", roomId);
    }

    static AwardRejection signed(String id) {
        return new AwardRejection(409, "award-list-signed", id);
    }

    static AwardRejection notDecided(String id) {
        return new AwardRejection(409, "award-list-not-decided", id);
    }

    static AwardRejection notStanding(String id) {
        return new AwardRejection(409, "award-list-not-standing", id);
    }

    static AwardRejection beforeDecision(Instant decidedAt) {
        return new AwardRejection(422, "signed-before-decision", decidedAt);
    }
}
