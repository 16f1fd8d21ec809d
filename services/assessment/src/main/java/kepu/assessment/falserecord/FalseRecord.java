package kepu.assessment.falserecord;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.Set;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordMarked;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The finding that a record of a unit is false (虚假记录): of no effect until a second person has confirmed it. */
@Document("false-records")
@InVersionedSets
@Listed(
        period = "markedAt",
        state = FalseRecord.State.class,
        by = {"year=record.year", "recordType=record.type"},
        indexed = "recordId=record.recordId",
        sort = {"markedAt", "id"})
class FalseRecord extends Aggregate {
    /** 待确认, 已确认, 已撤回. */
    enum State implements ListState {
        MARKED,
        CONFIRMED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /**
     * The record that is false.
     *
     * @param type wire type of the event that was looked at
     * @param recordId the same for all versions of the record
     * @param recordedBy who recorded that event
     * @param year of the assessment to which it belongs
     */
    record Record(String type, String recordId, String eventId, String recordedBy, int year) {}

    private final Record record;
    private final String reason;
    private final Instant markedAt;
    private final String markedBy;
    private State state = State.MARKED;
    private @Nullable String confirmedBy;
    private @Nullable String withdrawnBecause;

    FalseRecord(String id, String unitId, Record record, String reason, Instant markedAt, String markedBy) {
        super(id, unitId);
        this.record = record;
        this.reason = reason;
        this.markedAt = markedAt;
        this.markedBy = markedBy;
    }

    DomainEvents mark() {
        requireNotInvolved(markedBy, Set.of());
        return raise(
                markedAt,
                new FalseRecordMarked(id(), record.type(), record.recordId(), record.eventId(), record.year(), reason));
    }

    /**
     * By somebody who did not find it, and whom it does not concern.
     *
     * @param involved in the record, as {@link Involved} knows
     */
    DomainEvents confirm(Instant at, String by, Set<String> involved) {
        if (state != State.MARKED) {
            throw FalseRecordRejection.notToBeConfirmed(state);
        }
        requireNotInvolved(by, involved);
        SamePerson.requireNot(by, markedBy);
        state = State.CONFIRMED;
        confirmedBy = by;
        return raise(
                at, new FalseRecordConfirmed(id(), record.type(), record.recordId(), record.eventId(), record.year()));
    }

    /** @param involved in the record */
    DomainEvents withdraw(String because, Instant at, String by, Set<String> involved) {
        if (state == State.WITHDRAWN) {
            throw FalseRecordRejection.withdrawn();
        }
        requireNotInvolved(by, involved);
        state = State.WITHDRAWN;
        withdrawnBecause = because;
        return raise(
                at, new FalseRecordWithdrawn(id(), record.type(), record.recordId(), record.year(), because, markedAt));
    }

    private void requireNotInvolved(String actor, Set<String> involved) {
        SamePerson.requireNot(actor, record.recordedBy());
        SamePerson.requireNoneOf(actor, involved);
    }

    Record record() {
        return record;
    }

    String reason() {
        return reason;
    }

    Instant markedAt() {
        return markedAt;
    }

    String markedBy() {
        return markedBy;
    }

    State state() {
        return state;
    }

    @Nullable
    String confirmedBy() {
        return confirmedBy;
    }

    @Nullable
    String withdrawnBecause() {
        return withdrawnBecause;
    }
}
