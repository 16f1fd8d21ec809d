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
 * Visits (走访) on a link and their verification (核实). Source: R7.
 *
 * <p>A visit counts only while its newest version is verified: a correction has to be verified again.
 */
@Family(topic = "kepu.volunteers.visits")
public sealed interface VisitEvent extends DomainEvent {
    String visitId();

    /** An event about the visit itself, not about its verification. */
    interface VisitVersion extends FactVersion {
        String visitId();

        @Override
        default String factId() {
            return visitId();
        }
    }

    /** A member visited the target of a link at {@code occurredAt}; not verified yet. */
    @WireType("kepu.volunteers.visit-made.v1")
    record VisitMade(String visitId, String linkId, String membershipId, String note)
            implements VisitEvent, VisitVersion {}

    /** The visit is as stated here, and unverified again. */
    @WireType("kepu.volunteers.visit-corrected.v1")
    record VisitCorrected(String visitId, String linkId, String membershipId, String note, Instant previousOccurredAt)
            implements VisitEvent, VisitVersion, Correction {}

    /** The visit never happened. */
    @WireType("kepu.volunteers.visit-withdrawn.v1")
    record VisitWithdrawn(String visitId, String reason, Instant previousOccurredAt)
            implements VisitEvent, VisitVersion, Withdrawal {}

    /** Somebody other than the recorder verified at {@code occurredAt} the visit made at {@code visitedAt}. */
    @WireType("kepu.volunteers.visit-verified.v1")
    @Fact("verdict")
    record VisitVerified(String visitId, String verifiedBy, String evidence, Instant visitedAt) implements VisitEvent {}

    /** Somebody other than the recorder rejected at {@code occurredAt} the visit made at {@code visitedAt}. */
    @WireType("kepu.volunteers.visit-rejected.v1")
    @Fact("verdict")
    record VisitRejected(String visitId, String rejectedBy, String reason, Instant visitedAt) implements VisitEvent {}
}
