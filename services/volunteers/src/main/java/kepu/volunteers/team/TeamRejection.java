package kepu.volunteers.team;

import java.time.Instant;
import java.util.List;
import kepu.defaults.Rejection;

/** Why a change of a team, or something that refers to one, is refused. */
final class TeamRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TeamRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TeamRejection unknownTeam(String teamId) {
        return new TeamRejection(422, "unknown-team", teamId);
    }

    static TeamRejection beforeTheTeamWasFormed(Instant formedAt) {
        return new TeamRejection(422, "before-team-formed", formedAt);
    }

    static TeamRejection alreadyMember(String volunteerId) {
        return new TeamRejection(409, "already-member", volunteerId);
    }

    static TeamRejection unknownMembers(List<String> membershipIds) {
        return new TeamRejection(422, "unknown-member", String.join(", ", membershipIds));
    }

    static TeamRejection notActive(String membershipId, Instant at) {
        return new TeamRejection(409, "not-active", membershipId, at);
    }

    static TeamRejection notSuspended(String membershipId, Instant at) {
        return new TeamRejection(409, "not-suspended", membershipId, at);
    }

    static TeamRejection alreadyLeft(String membershipId, Instant at) {
        return new TeamRejection(409, "already-left", membershipId, at);
    }

    static TeamRejection wrongOrder(Instant at, Instant other) {
        return new TeamRejection(422, "wrong-order", at, other);
    }

    static TeamRejection outsideMembership(String membershipId, Instant at) {
        return new TeamRejection(422, "outside-membership", membershipId, at);
    }

    static TeamRejection notServing(String membershipId, Instant at) {
        return new TeamRejection(422, "member-not-active-then", membershipId, at);
    }

    static TeamRejection alreadyEnded(String linkId, Instant endedAt) {
        return new TeamRejection(409, "link-already-ended", linkId, endedAt);
    }

    static TeamRejection unknownLink(String linkId) {
        return new TeamRejection(422, "unknown-link", linkId);
    }

    static TeamRejection linkNotActive(String linkId, Instant at) {
        return new TeamRejection(422, "link-not-active", linkId, at);
    }
}
