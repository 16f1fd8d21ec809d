package kepu.defaults.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.WireRecord;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.audit.AuditEntry;
import kepu.defaults.outbox.OutboxEntry;
import kepu.defaults.trace.Traces;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/** Makes the outbox entries of a command: its events as they go to Kafka, and its entry of the audit log. */
final class OutboxEntries {
    /** Events that one document may hold back while Kafka is away; past it commands get 503. */
    static final int CAP = 1_000;

    /** A document takes 16 MB; the aggregate itself and one more command must fit beside what waits. */
    static final int CAP_CHARACTERS = 4 * 1024 * 1024;

    private final Epoch epoch;
    private final Traces traces;
    private final AuditRecorder recorder;

    OutboxEntries(MongoOperations mongo, Epoch epoch, Traces traces) {
        this.epoch = epoch;
        this.traces = traces;
        this.recorder = new AuditRecorder(mongo);
    }

    /** @throws Rejection 503 {@code outbox-full} */
    static void requireRoom(Document stored) {
        List<Document> outbox = stored.getList("outbox", Document.class, List.of());
        if (outbox.size() >= CAP
                || outbox.stream().mapToInt(OutboxEntries::characters).sum() >= CAP_CHARACTERS) {
            throw SharedRefusal.OUTBOX_FULL.with();
        }
    }

    private static int characters(Document entry) {
        Document audit = entry.get("audit", Document.class);
        return entry.getString("value").length()
                + (audit == null ? 0 : audit.getString("entry").length());
    }

    /**
     * @param before the document as it is stored, empty for a creation
     * @param after the aggregate as it will be stored
     */
    List<Document> of(
            Command command,
            Aggregate aggregate,
            DomainEvents raised,
            long sequence,
            Receipt receipt,
            Document before,
            Document after) {
        refusePersonalData("id", aggregate.id());
        refusePersonalData("unitId", aggregate.unitId());
        refusePersonalData("itemId", raised.itemId());
        refusePersonalData("Kepu-Correlation-Id", command.correlationId());
        refusePersonalData("sub", command.actor());
        List<Document> entries = new ArrayList<>();
        long next = sequence;
        for (DomainEvent event : raised.events()) {
            String eventId = receipt.events().get(entries.size());
            next++;
            WireRecord wire = encode(command, aggregate, raised.occurredAt(), UUID.fromString(eventId), next, event);
            entries.add(OutboxEntry.write(next, wire));
        }
        if (!entries.isEmpty() && !aggregate.getClass().isAnnotationPresent(NotAudited.class)) {
            AuditEntry audit = recorder.record(command, aggregate, raised, entries, receipt.version(), before, after);
            entries.getLast().append("audit", new Document("id", audit.id()).append("entry", audit.text()));
        }
        return entries;
    }

    /** Names the place only: the answer and the log would else hold what they must not hold. */
    private static void refusePersonalData(String place, @Nullable String text) {
        if (PersonalData.isIn(text)) {
            throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with(place);
        }
    }

    /** What no contract can carry (a control character in a title, say) is refused before anything is stored. */
    private WireRecord encode(
            Command command, Aggregate aggregate, Instant occurredAt, UUID eventId, long sequence, DomainEvent event) {
        WireRecord wire;
        try {
            wire = EventCodec.encode(new Envelope<>(
                    eventId,
                    aggregate.id(),
                    occurredAt,
                    command.now(),
                    epoch.current(),
                    sequence,
                    aggregate.unitId(),
                    command.actor(),
                    command.correlationId(),
                    null,
                    command.traceparent() == null ? traces.traceparent() : command.traceparent(),
                    event));
        } catch (IllegalArgumentException e) {
            refusePersonalData(event.getClass().getSimpleName(), e.getMessage());
            throw new Rejection(422, "invalid-body", String.valueOf(e.getMessage()));
        }
        PersonalData.placeIn(wire.value()).ifPresent(place -> {
            throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with(place);
        });
        if (wire.value().getBytes(StandardCharsets.UTF_8).length > EventCodec.MAX_VALUE_BYTES) {
            throw new Rejection(413, "body-too-large", EventCodec.MAX_VALUE_BYTES);
        }
        return wire;
    }
}
