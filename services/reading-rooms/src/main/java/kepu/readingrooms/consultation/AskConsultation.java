package kepu.readingrooms.consultation;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Takes a question at the desk of a room, recorded by somebody or asked by anybody. */
@Component
class AskConsultation {
    private final AmendableRecords records;
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Rooms rooms;
    private final AskersPhone phones;
    private final int mostOpen;

    AskConsultation(
            AmendableRecords records,
            AggregateStore store,
            MongoOperations mongo,
            Rooms rooms,
            AskersPhone phones,
            @Value("${kepu.reading-rooms.open-anonymous-consultations}") int mostOpen) {
        this.records = records;
        this.store = store;
        this.mongo = mongo;
        this.rooms = rooms;
        this.phones = phones;
        this.mostOpen = mostOpen;
    }

    Receipt record(Command command, ConsultationController.ConsultationRequest request) {
        Consultation.Content content =
                new Consultation.Content(request.roomId(), request.kind(), request.question(), request.askerId());
        AskersPhone.Stated phone = AskersPhone.Stated.of(request.phone());
        try {
            return take(command, content, request.occurredAt(), null, phone);
        } catch (Rejection refused) {
            if (phone != null) {
                phones.forget(phone);
            }
            throw refused;
        }
    }

    /**
     * Anybody asks any room; who floods it is held up.
     *
     * @return the consultation, the same for a retry
     */
    Consultation ask(Command command, String roomId, Kind kind, String question) {
        Consultation.Content content = new Consultation.Content(roomId, kind, question, null);
        Receipt receipt = take(command, content, null, ConsultationCode.random(), null);
        return command.access().call(() -> store.get(Consultation.class, receipt.id()));
    }

    private Receipt take(
            Command command,
            Consultation.Content content,
            @Nullable Instant stated,
            @Nullable String code,
            AskersPhone.@Nullable Stated phone) {
        String id = command.newId("consultation");
        Instant at = command.occurredAt(stated);
        return records.create(
                command,
                Consultation.class,
                id,
                () -> {
                    Rooms.Known room = rooms.standing(content.roomId(), at);
                    if (code != null) {
                        requireFewOpen(content.roomId());
                    }
                    return new Consultation(id, room.unitId(), content, at, command.actor(), code);
                },
                one -> {
                    DomainEvents asked = one.record();
                    return phone == null
                            ? asked
                            : asked.and(one.recordPhone(
                                            phones.sealed(phone, id),
                                            phone.key().id(),
                                            at)
                                    .events()
                                    .getFirst());
                });
    }

    private void requireFewOpen(String roomId) {
        long open = mongo.getCollection(mongo.getCollectionName(Consultation.class))
                .countDocuments(Filters.and(
                        Filters.eq("content.roomId", roomId),
                        Filters.in(
                                "state",
                                Consultation.OPEN.stream().map(Enum::name).toList()),
                        Filters.exists("code")));
        if (open >= mostOpen) {
            throw ConsultationRejection.tooManyOpen(mostOpen);
        }
    }
}
