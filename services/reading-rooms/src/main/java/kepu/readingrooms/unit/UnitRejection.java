package kepu.readingrooms.unit;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a unit cannot be used. */
final class UnitRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private UnitRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static UnitRejection unknown(String unitId) {
        return new UnitRejection(422, "unknown-unit", unitId);
    }

    static UnitRejection closed(String unitId, Instant closedAt) {
        return new UnitRejection(409, "unit-closed", unitId, closedAt);
    }
}
