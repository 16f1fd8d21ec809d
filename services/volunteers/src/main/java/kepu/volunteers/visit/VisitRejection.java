package kepu.volunteers.visit;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a change of a visit is refused. */
final class VisitRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private VisitRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static VisitRejection alreadyVerified(String visitId) {
        return new VisitRejection(409, "already-verified", visitId);
    }

    static VisitRejection alreadyRejected(String visitId) {
        return new VisitRejection(409, "already-rejected", visitId);
    }

    static VisitRejection verifiedBeforeVisit(Instant visitedAt) {
        return new VisitRejection(422, "verified-before-visit", visitedAt);
    }
}
