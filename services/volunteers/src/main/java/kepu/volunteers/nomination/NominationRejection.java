package kepu.volunteers.nomination;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a change of a nomination is refused. */
final class NominationRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private NominationRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static NominationRejection returned(String nominationId) {
        return new NominationRejection(409, "nomination-returned", nominationId);
    }

    static NominationRejection reviewed(String nominationId) {
        return new NominationRejection(409, "nomination-reviewed", nominationId);
    }

    static NominationRejection notReviewed(String nominationId) {
        return new NominationRejection(409, "nomination-not-reviewed", nominationId);
    }

    static NominationRejection ownReview() {
        return new NominationRejection(409, "own-review");
    }

    static NominationRejection decided(String nominationId) {
        return new NominationRejection(409, "nomination-decided", nominationId);
    }

    static NominationRejection notApproved(String nominationId) {
        return new NominationRejection(409, "nomination-not-approved", nominationId);
    }

    static NominationRejection wrongOrder(Instant at, Instant other) {
        return new NominationRejection(422, "wrong-order", at, other);
    }
}
