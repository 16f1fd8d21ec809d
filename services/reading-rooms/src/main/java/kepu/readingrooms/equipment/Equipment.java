package kepu.readingrooms.equipment;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentCorrected;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentFaultReported;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentInstalled;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentRemoved;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentRepaired;
import kepu.contracts.readingrooms.EquipmentEvent.EquipmentWithdrawn;
import kepu.contracts.readingrooms.EquipmentEvent.Kind;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A piece of equipment (设备) of a room, with its faults in the order of time, one open at a time. */
@Document("equipment")
@Listed(
        state = Equipment.State.class,
        by = {"roomId=content.roomId", "kind=content.kind"},
        indexed = "state",
        text = "name=content.name")
class Equipment extends AmendableRecord<Equipment.Content> {
    /** 正常, 故障, 已移出, 已撤回. */
    enum State implements ListState {
        IN_ORDER,
        OUT_OF_ORDER,
        REMOVED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Content(String roomId, Kind kind, String name) {}

    /** A fault; {@code repair} says what was done, once it is repaired. */
    record Fault(
            String faultId,
            Instant at,
            String by,
            String description,
            @Nullable Instant repairedAt,
            @Nullable String repairedBy,
            @Nullable String repair) {}

    private State state = State.IN_ORDER;
    private List<Fault> faults = new ArrayList<>();
    private @Nullable Instant removedAt;
    private @Nullable String removedBecause;

    Equipment(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected EquipmentInstalled recorded(Content is) {
        return new EquipmentInstalled(id(), is.roomId(), is.kind());
    }

    @Override
    protected EquipmentCorrected corrected(Content is, Content was, Instant before) {
        return new EquipmentCorrected(id(), is.roomId(), is.kind(), before);
    }

    @Override
    protected EquipmentWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new EquipmentWithdrawn(id(), reason, before);
    }

    /** Nothing happened to it before it was there. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        Instant first = faults.isEmpty() ? removedAt : faults.getFirst().at();
        if (first != null && at.isAfter(first)) {
            throw EquipmentRejection.wrongOrder(at, first);
        }
    }

    DomainEvents report(String faultId, String description, Instant at, String by) {
        requireThere(at);
        if (state == State.OUT_OF_ORDER) {
            throw EquipmentRejection.outOfOrder(id(), faults.getLast().at());
        }
        faults.add(new Fault(faultId, at, by, description, null, null, null));
        state = State.OUT_OF_ORDER;
        return raise(at, new EquipmentFaultReported(id(), faultId)).withItem(faultId);
    }

    /** Its open fault is repaired. */
    DomainEvents repair(String repair, Instant at, String by) {
        requireThere(at);
        if (state != State.OUT_OF_ORDER) {
            throw EquipmentRejection.inOrder(id());
        }
        Fault fault = faults.removeLast();
        faults.add(new Fault(fault.faultId(), fault.at(), fault.by(), fault.description(), at, by, repair));
        state = State.IN_ORDER;
        return raise(at, new EquipmentRepaired(id(), fault.faultId(), fault.at()));
    }

    /** It leaves the room, in order or not. */
    DomainEvents remove(String reason, Instant at) {
        requireThere(at);
        state = State.REMOVED;
        removedAt = at;
        removedBecause = reason;
        return raise(at, new EquipmentRemoved(id(), reason));
    }

    private void requireThere(Instant at) {
        requireNotWithdrawn();
        if (removedAt != null) {
            throw EquipmentRejection.removed(id(), removedAt);
        }
        Instant before = lastHappened();
        if (at.isBefore(before)) {
            throw EquipmentRejection.wrongOrder(at, before);
        }
    }

    private Instant lastHappened() {
        if (faults.isEmpty()) {
            return occurredAt();
        }
        Fault last = faults.getLast();
        return last.repairedAt() == null ? last.at() : last.repairedAt();
    }

    State state() {
        return state;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Nullable
    Instant removedAt() {
        return removedAt;
    }

    @Nullable
    String removedBecause() {
        return removedBecause;
    }
}
