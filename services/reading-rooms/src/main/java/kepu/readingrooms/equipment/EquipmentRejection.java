package kepu.readingrooms.equipment;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a command on a piece of equipment is refused. */
final class EquipmentRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private EquipmentRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static EquipmentRejection outOfOrder(String id, Instant since) {
        return new EquipmentRejection(409, "equipment-out-of-order", id, since);
    }

    static EquipmentRejection inOrder(String id) {
        return new EquipmentRejection(409, "equipment-in-order", id);
    }

    static EquipmentRejection removed(String id, Instant at) {
        return new EquipmentRejection(409, "equipment-removed", id, at);
    }

    static EquipmentRejection wrongOrder(Instant at, Instant other) {
        return new EquipmentRejection(422, "equipment-wrong-order", at, other);
    }
}
