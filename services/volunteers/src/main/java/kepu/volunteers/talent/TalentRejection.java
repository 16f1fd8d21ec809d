package kepu.volunteers.talent;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a change of the talent register is refused. */
final class TalentRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TalentRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TalentRejection registered(String personId) {
        return new TalentRejection(409, "talent-registered", personId);
    }

    static TalentRejection removed(String personId) {
        return new TalentRejection(409, "talent-removed", personId);
    }

    static TalentRejection wrongOrder(Instant at, Instant other) {
        return new TalentRejection(422, "wrong-order", at, other);
    }
}
