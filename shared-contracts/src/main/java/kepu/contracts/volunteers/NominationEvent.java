package kepu.contracts.volunteers;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/**
 * Nominations (推荐) for a team and their review and approval. Source: R5, R6.
 *
 * <p>Why somebody is nominated, returned or rejected stays in the service: it is about a person. So the reason of a withdrawal
 * must not name anybody.
 */
@Family(topic = "kepu.volunteers.nominations")
public sealed interface NominationEvent extends DomainEvent {
    String nominationId();

    /** An event about the nomination itself, not about what was decided. */
    interface NominationVersion extends FactVersion {
        String nominationId();

        @Override
        default String factId() {
            return nominationId();
        }
    }

    /** A person, by pseudonym, was nominated for a team at {@code occurredAt}. */
    @WireType("kepu.volunteers.nomination-made.v1")
    record NominationMade(String nominationId, String teamId, String personId)
            implements NominationEvent, NominationVersion {}

    /** The nomination is as stated here, and has to be reviewed anew. */
    @WireType("kepu.volunteers.nomination-corrected.v1")
    record NominationCorrected(String nominationId, String teamId, String personId, Instant previousOccurredAt)
            implements NominationEvent, NominationVersion, Correction {}

    /** Nobody was nominated. */
    @WireType("kepu.volunteers.nomination-withdrawn.v1")
    record NominationWithdrawn(String nominationId, String reason, Instant previousOccurredAt)
            implements NominationEvent, NominationVersion, Withdrawal {}

    /** Endorsed by somebody who had no part in it; it waits for approval. */
    @WireType("kepu.volunteers.nomination-reviewed.v1")
    @Fact("decision")
    record NominationReviewed(String nominationId, String reviewedBy) implements NominationEvent {}

    /** Sent back to be corrected. */
    @WireType("kepu.volunteers.nomination-returned.v1")
    @Fact("decision")
    record NominationReturned(String nominationId, String returnedBy) implements NominationEvent {}

    /** Approved by somebody who neither nominated nor reviewed: the team may enlist the person. */
    @WireType("kepu.volunteers.nomination-approved.v1")
    @Fact("decision")
    record NominationApproved(String nominationId, String approvedBy) implements NominationEvent {}

    /** Not approved, for good. */
    @WireType("kepu.volunteers.nomination-rejected.v1")
    @Fact("decision")
    record NominationRejected(String nominationId, String rejectedBy) implements NominationEvent {}
}
