package kepu.volunteers.claim;

import java.util.Collection;
import java.util.Optional;
import kepu.volunteers.claim.PersonClaims.Span;

/** What there must be room for beside what a person holds already. */
enum Rule {
    LINKS("link-claims") {
        @Override
        Optional<ClaimRejection> refusal(String volunteerId, Span added, Collection<Span> others) {
            return LinkRule.refusal(volunteerId, added, others);
        }
    },
    STAYS("stay-claims") {
        @Override
        Optional<ClaimRejection> refusal(String volunteerId, Span added, Collection<Span> others) {
            return StayRule.refusal(volunteerId, added, others);
        }
    };

    final String collection;

    Rule(String collection) {
        this.collection = collection;
    }

    abstract Optional<ClaimRejection> refusal(String volunteerId, Span added, Collection<Span> others);
}
