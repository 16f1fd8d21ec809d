package kepu.organization.leadinggroup;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a command on a leading group is refused. */
final class LeadingGroupRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private LeadingGroupRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static LeadingGroupRejection endsBeforeItIsFormed(Instant formedAt, Instant until) {
        return new LeadingGroupRejection(422, "group-ends-before-it-is-formed", formedAt, until);
    }

    static LeadingGroupRejection notValid(Instant at) {
        return new LeadingGroupRejection(409, "group-not-valid", at);
    }

    static LeadingGroupRejection alreadyMember(String personId, Instant from) {
        return new LeadingGroupRejection(409, "already-in-group", personId, from);
    }

    static LeadingGroupRejection alreadyReleased(String assignmentId, Instant releasedAt) {
        return new LeadingGroupRejection(409, "already-released", assignmentId, releasedAt);
    }

    static LeadingGroupRejection releasedBeforeAssigned(Instant from) {
        return new LeadingGroupRejection(422, "release-before-assignment", from);
    }
}
