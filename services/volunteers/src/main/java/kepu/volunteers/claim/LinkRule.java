package kepu.volunteers.claim;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kepu.volunteers.claim.PersonClaims.Span;

/** 定点联系 1–2 个: at no moment may one person have three links, or one target twice. */
final class LinkRule {
    static final int MOST = 2;

    private LinkRule() {}

    static Optional<ClaimRejection> refusal(String volunteerId, Span added, Collection<Span> others) {
        List<Span> alongside = others.stream().filter(added::meets).toList();
        if (alongside.stream().anyMatch(other -> other.to().equals(added.to()))) {
            return Optional.of(ClaimRejection.alreadyLinked(volunteerId, added.to()));
        }
        // They are most when one of them starts.
        return Stream.concat(Stream.of(added.from()), alongside.stream().map(Span::from))
                .filter(added::holdsAt)
                .filter(moment -> alongside.stream()
                                .filter(other -> other.holdsAt(moment))
                                .count()
                        >= MOST)
                .min(Instant::compareTo)
                .map(moment -> ClaimRejection.thirdLink(volunteerId, moment));
    }
}
