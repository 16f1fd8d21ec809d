package kepu.organization.officer;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why an appointment or a departure is refused. */
final class OfficerRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private OfficerRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static OfficerRejection occupied(Instant since) {
        return new OfficerRejection(409, "post-occupied", since);
    }

    static OfficerRejection endsBeforeItStarts(Instant from, Instant until) {
        return new OfficerRejection(422, "term-ends-before-it-starts", from, until);
    }

    static OfficerRejection leftBeforeAppointed(Instant from) {
        return new OfficerRejection(422, "departure-before-appointment", from);
    }

    static OfficerRejection notInPost(String appointmentId, String end) {
        return new OfficerRejection(409, "already-left", appointmentId, end);
    }
}
