package kepu.volunteers.claim;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a person is given no other link and taken into no other team. */
final class ClaimRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ClaimRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ClaimRejection alreadyLinked(String volunteerId, String targetId) {
        return new ClaimRejection(409, "already-linked", volunteerId, targetId);
    }

    static ClaimRejection thirdLink(String volunteerId, Instant at) {
        return new ClaimRejection(409, "third-link", volunteerId, at);
    }

    static ClaimRejection inAnotherTeam(String volunteerId, String teamId) {
        return new ClaimRejection(409, "in-another-team", volunteerId, teamId);
    }
}
