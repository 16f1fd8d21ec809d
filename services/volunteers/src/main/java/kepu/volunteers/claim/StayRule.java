package kepu.volunteers.claim;

import java.util.Collection;
import java.util.Optional;
import kepu.volunteers.claim.PersonClaims.Span;

/** 一人同一时间只在本村一支服务队: who joins a team has left every other one by then; coming from another is a transfer (转队). */
final class StayRule {
    private StayRule() {}

    static Optional<ClaimRejection> refusal(String volunteerId, Span added, Collection<Span> others) {
        return others.stream()
                .filter(other -> other.isLaterThan(added.from()))
                .findFirst()
                .map(other -> ClaimRejection.inAnotherTeam(volunteerId, other.to()));
    }
}
