package kepu.contracts.assessment;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Withdrawal;

/**
 * Records of a unit that somebody found to be false (虚假记录), and that a second person confirmed. Source: R30.
 *
 * <p>{@code recordType} is the wire type of the event that was looked at, {@code recordId} the record with all its versions,
 * {@code year} the year to which it belongs.
 */
@Family(topic = "kepu.assessment.false-record")
public sealed interface FalseRecordEvent extends DomainEvent {
    String falseRecordId();

    String recordType();

    String recordId();

    int year();

    @WireType("kepu.assessment.false-record-marked.v1")
    record FalseRecordMarked(
            String falseRecordId, String recordType, String recordId, String recordEventId, int year, String reason)
            implements FalseRecordEvent {}

    /** The record does not count, in no version; from the day of {@code occurredAt} on points are deducted for it. */
    @WireType("kepu.assessment.false-record-confirmed.v1")
    record FalseRecordConfirmed(
            String falseRecordId, String recordType, String recordId, String recordEventId, int year)
            implements FalseRecordEvent {}

    /** The record is not, and never was, false. */
    @WireType("kepu.assessment.false-record-withdrawn.v1")
    record FalseRecordWithdrawn(
            String falseRecordId,
            String recordType,
            String recordId,
            int year,
            String reason,
            Instant previousOccurredAt)
            implements FalseRecordEvent, Withdrawal {
        @Override
        public String factId() {
            return falseRecordId;
        }
    }
}
