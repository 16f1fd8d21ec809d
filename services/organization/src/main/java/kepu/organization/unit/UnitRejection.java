package kepu.organization.unit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import org.jspecify.annotations.Nullable;

/** Why a command on a unit, or on something of a unit, is refused. */
final class UnitRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private UnitRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static UnitRejection unknownParent(String parentId) {
        return new UnitRejection(422, "unknown-parent", parentId);
    }

    static UnitRejection codeNotOfParent(String parentId) {
        return new UnitRejection(422, "code-not-of-parent", parentId);
    }

    static UnitRejection wrongParent(Kind child, @Nullable Kind parent) {
        return new UnitRejection(422, "wrong-parent", child, parent == null ? "-" : parent);
    }

    static UnitRejection notClosed(String unitId) {
        return new UnitRejection(409, "unit-not-closed", unitId);
    }

    static UnitRejection unknownSuccessor(String successor) {
        return new UnitRejection(422, "unknown-successor", successor);
    }

    static UnitRejection wrongSuccessor(String unitId, String successor) {
        return new UnitRejection(422, "wrong-successor", unitId, successor);
    }

    static UnitRejection successorNotThere(String successor, Instant at) {
        return new UnitRejection(409, "successor-not-there", successor, at);
    }

    static UnitRejection noRightOverParent(String unitId) {
        return new UnitRejection(403, "right-over-parent-missing", unitId);
    }

    /** @param visible those of it that the caller may see, as many as an answer should hold */
    static UnitRejection notEmpty(String unitId, Instant at, List<Units.Open> visible, int total) {
        UnitRejection rejection = new UnitRejection(409, "unit-not-empty", unitId, at, total);
        rejection.say(Map.of("open", visible, "total", total));
        return rejection;
    }

    static UnitRejection beforeEstablishment(Instant establishedAt) {
        return new UnitRejection(422, "before-establishment", establishedAt);
    }

    static UnitRejection movedBefore(Instant movedAt) {
        return new UnitRejection(409, "moved-before-establishment", movedAt);
    }

    static UnitRejection closedBefore(Instant closedAt) {
        return new UnitRejection(409, "closed-before-establishment", closedAt);
    }

    static UnitRejection describedBefore(Instant describedAt) {
        return new UnitRejection(409, "described-before-establishment", describedAt);
    }

    /** @param visible those of it that the caller may see, as many as an answer should hold */
    static UnitRejection recordedBefore(Instant at, List<Units.Recorded> visible, int total) {
        UnitRejection rejection = new UnitRejection(409, "facts-before-establishment", at, total);
        rejection.say(Map.of("facts", visible, "total", total));
        return rejection;
    }

    /** @param visible those of it that the caller may see, as many as an answer should hold */
    static UnitRejection kindInUse(Kind kind, List<Units.Recorded> visible, int total) {
        UnitRejection rejection = new UnitRejection(409, "kind-in-use", kind, total);
        rejection.say(Map.of("facts", visible, "total", total));
        return rejection;
    }

    static UnitRejection movedAtThatTime(Instant at) {
        return new UnitRejection(409, "moved-at-that-time", at);
    }

    static UnitRejection noMove(Instant at) {
        return new UnitRejection(409, "no-move-at-that-time", at);
    }

    static UnitRejection alreadyThere(String parentId) {
        return new UnitRejection(409, "already-there", parentId);
    }
}
