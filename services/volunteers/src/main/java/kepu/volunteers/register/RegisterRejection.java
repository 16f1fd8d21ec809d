package kepu.volunteers.register;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why something of the organization's cannot be referred to. */
final class RegisterRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private RegisterRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static RegisterRejection unknownTarget(String targetId) {
        return new RegisterRejection(422, "unknown-target", targetId);
    }

    static RegisterRejection targetRetired(String targetId, Instant retiredAt) {
        return new RegisterRejection(422, "target-retired", targetId, retiredAt);
    }
}
