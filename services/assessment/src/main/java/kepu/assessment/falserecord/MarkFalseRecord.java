package kepu.assessment.falserecord;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.facts.FactStore;
import kepu.assessment.falserecord.FalseRecordController.MarkRequest;
import kepu.assessment.journal.Journal;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.SamePerson;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Marks a record as false by one of its events, as the journal has it; once, unless that was withdrawn. */
@Component
class MarkFalseRecord {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final Journal journal;
    private final FactStore facts;
    private final Involved involved;
    private final Deciders deciders;

    MarkFalseRecord(
            AggregateStore store,
            MongoOperations mongo,
            SetVersions setVersions,
            Journal journal,
            FactStore facts,
            Involved involved,
            Deciders deciders) {
        this.store = store;
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.journal = journal;
        this.facts = facts;
        this.involved = involved;
        this.deciders = deciders;
    }

    Receipt handle(Command command, MarkRequest request, Caller caller) {
        String id = command.newId("false-record");
        return store.create(
                command, FalseRecord.class, id, () -> falseRecord(command, id, request, caller), FalseRecord::mark);
    }

    private FalseRecord falseRecord(Command command, String id, MarkRequest request, Caller caller) {
        String eventId = request.recordEventId();
        Envelope<?> event = journal.find(eventId)
                .flatMap(entry -> EventCodec.decode(entry.wire()))
                .orElseThrow(() -> Rejection.notFound("journal", eventId));
        deciders.require(event.unitId(), caller);
        String type = Contracts.of(event.data().getClass()).type();
        if (!mayBeFalse(event.data())) {
            throw FalseRecordRejection.noRecord(type);
        }
        String recordId = FalseRecords.recordOf(event.data()).orElseThrow(() -> FalseRecordRejection.noRecord(type));
        SamePerson.requireNoneOf(command.actor(), involved.recorders(event));
        return requireNotMarked(event.unitId(), type, recordId)
                .takenBy(new FalseRecord(
                        id,
                        event.unitId(),
                        new FalseRecord.Record(type, recordId, eventId, event.actor(), facts.yearOf(event)),
                        request.reason(),
                        command.now(),
                        command.actor()));
    }

    /** Neither what takes a record back, nor that a unit exists, nor what a county states for others, nor what was said of the unit here. */
    private static boolean mayBeFalse(DomainEvent event) {
        return !(event instanceof Withdrawal
                || event instanceof UnitEvent
                || event instanceof AppliesBelow
                || Contracts.topicsOwnedBy("assessment")
                        .contains(Contracts.of(event.getClass()).topic()));
    }

    /** Another event of the same record may be of another type: ids of records are unique in their family. */
    private SetVersion requireNotMarked(String unitId, String type, String recordId) {
        String family = Contracts.ofType(type).orElseThrow().topic();
        SetVersion next = setVersions.next(FalseRecord.class, unitId, family, recordId);
        boolean isMarked = mongo
                .getCollection(mongo.getCollectionName(FalseRecord.class))
                .find(Filters.and(
                        Filters.eq("unitId", unitId),
                        Filters.eq("record.recordId", recordId),
                        Filters.ne("state", FalseRecord.State.WITHDRAWN.name())))
                .map(found -> found.getEmbedded(List.of("record", "type"), String.class))
                .into(new ArrayList<>())
                .stream()
                .flatMap(other -> Contracts.ofType(other).stream())
                .anyMatch(other -> other.topic().equals(family));
        if (isMarked) {
            throw FalseRecordRejection.markedAlready(recordId);
        }
        return next;
    }
}
