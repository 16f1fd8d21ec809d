package kepu.volunteers.link;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a person is not given another link. */
final class LinkRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private LinkRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static LinkRejection alreadyLinked(String volunteerId, String targetId) {
        return new LinkRejection(409, "already-linked", volunteerId, targetId);
    }

    static LinkRejection thirdLink(String volunteerId, Instant at) {
        return new LinkRejection(409, "third-link", volunteerId, at);
    }
}
