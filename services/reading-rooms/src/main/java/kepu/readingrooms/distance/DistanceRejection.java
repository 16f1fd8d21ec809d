package kepu.readingrooms.distance;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a session of distance education is not recorded. */
final class DistanceRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private DistanceRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static DistanceRejection notOver(Instant end) {
        return new DistanceRejection(422, "distance-session-not-over", end);
    }
}
