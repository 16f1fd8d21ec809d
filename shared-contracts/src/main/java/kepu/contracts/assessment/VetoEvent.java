package kepu.contracts.assessment;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Withdrawal;

/** Vetoes (一票否决) of a unit's year, each on a legal basis and approved by two people beside its proposer. Source: R30. */
@Family(topic = "kepu.assessment.veto")
public sealed interface VetoEvent extends DomainEvent {
    String vetoId();

    int year();

    @WireType("kepu.assessment.veto-proposed.v1")
    record VetoProposed(String vetoId, int year, String legalBasis, String reason) implements VetoEvent {}

    /** Approved by the first of two people. */
    @WireType("kepu.assessment.veto-approved.v1")
    record VetoApproved(String vetoId, int year) implements VetoEvent {}

    /** Approved by the second one: from the day of {@code occurredAt} on the year is vetoed. */
    @WireType("kepu.assessment.veto-imposed.v1")
    record VetoImposed(String vetoId, int year, String legalBasis, String reason) implements VetoEvent {}

    /** The year is not, and never was, vetoed by it. */
    @WireType("kepu.assessment.veto-withdrawn.v1")
    record VetoWithdrawn(String vetoId, int year, String reason, Instant previousOccurredAt)
            implements VetoEvent, Withdrawal {
        @Override
        public String factId() {
            return vetoId;
        }
    }
}
