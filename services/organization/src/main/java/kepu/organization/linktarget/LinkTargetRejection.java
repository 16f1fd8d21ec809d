package kepu.organization.linktarget;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a command on a link target is refused. */
final class LinkTargetRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private LinkTargetRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static LinkTargetRejection alreadyRetired(String targetId, Instant retiredAt) {
        return new LinkTargetRejection(409, "target-already-retired", targetId, retiredAt);
    }

    static LinkTargetRejection retiredBeforeRegistered(Instant registeredAt) {
        return new LinkTargetRejection(422, "retirement-before-registration", registeredAt);
    }
}
