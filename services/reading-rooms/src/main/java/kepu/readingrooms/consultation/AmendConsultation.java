package kepu.readingrooms.consultation;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.room.Rooms;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Corrects, withdraws or merges a consultation; what has doubles is neither withdrawn nor corrected to a later time. */
@Component
class AmendConsultation {
    private final AmendableRecords records;
    private final AggregateStore store;
    private final Rooms rooms;
    private final MongoOperations mongo;

    AmendConsultation(AmendableRecords records, AggregateStore store, Rooms rooms, MongoOperations mongo) {
        this.records = records;
        this.store = store;
        this.rooms = rooms;
        this.mongo = mongo;
    }

    /** At the same desk. */
    Receipt correct(Command command, String id, ConsultationController.CorrectionRequest request) {
        return records.change(command, Consultation.class, id, consultation -> {
            Instant before = consultation.occurredAt();
            Instant at = command.occurredAt(request.occurredAt(), before);
            String roomId = consultation.content().roomId();
            rooms.standing(roomId, at);
            DomainEvents raised = consultation.correct(
                    new Consultation.Content(roomId, request.kind(), request.question(), request.askerId()),
                    at,
                    command.actor());
            if (at.isAfter(before)) {
                requireNoDoubles(id);
            }
            return raised;
        });
    }

    Receipt withdraw(Command command, String id, WithdrawalRequest request) {
        return records.change(command, Consultation.class, id, consultation -> {
            requireNoDoubles(id);
            return consultation.withdraw(request.reason(), command.now(), command.actor());
        });
    }

    /** Into another one of its unit. */
    Receipt merge(Command command, String id, ConsultationController.MergeRequest request) {
        String into = request.intoConsultationId();
        return records.change(command, Consultation.class, id, consultation -> {
            Consultation first = store.find(Consultation.class, into)
                    .filter(other -> other.unitId().equals(consultation.unitId()))
                    .orElseThrow(() -> ConsultationRejection.unknown(into));
            return consultation.mergeInto(
                    first, request.note(), command.occurredAt(request.occurredAt()), command.actor());
        });
    }

    private void requireNoDoubles(String id) {
        long doubles = mongo.getCollection(mongo.getCollectionName(Consultation.class))
                .countDocuments(Filters.and(
                        Filters.eq("mergedInto", id), Filters.eq("state", Consultation.State.MERGED.name())));
        if (doubles > 0) {
            throw ConsultationRejection.hasDoubles(id, Math.toIntExact(doubles));
        }
    }
}
