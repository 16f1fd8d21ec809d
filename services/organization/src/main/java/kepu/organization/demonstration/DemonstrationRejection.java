package kepu.organization.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;

/** Why a step towards a demonstration title, or after it, is refused. */
final class DemonstrationRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private DemonstrationRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static DemonstrationRejection wrongLevel(Level level, Kind kind) {
        return new DemonstrationRejection(422, "demonstration-of-wrong-level", level, kind);
    }

    static DemonstrationRejection wrongHousehold(Level level) {
        return new DemonstrationRejection(422, "household-number-mismatch", level);
    }

    static DemonstrationRejection appliedAlready(String unitId) {
        return new DemonstrationRejection(409, "demonstration-already-applied", unitId);
    }

    static DemonstrationRejection beforePrevious(Instant previous) {
        return new DemonstrationRejection(422, "step-before-previous", previous);
    }

    static DemonstrationRejection notToBeReviewed() {
        return new DemonstrationRejection(409, "not-to-be-reviewed");
    }

    static DemonstrationRejection notSentBack() {
        return new DemonstrationRejection(409, "not-sent-back");
    }

    static DemonstrationRejection notRecommended() {
        return new DemonstrationRejection(409, "not-recommended");
    }

    static DemonstrationRejection endsTooEarly(LocalDate validUntil) {
        return new DemonstrationRejection(422, "title-ends-too-early", validUntil);
    }

    static DemonstrationRejection notHeld(LocalDate day) {
        return new DemonstrationRejection(409, "title-not-held", day);
    }

    static DemonstrationRejection withdrawn() {
        return new DemonstrationRejection(409, "demonstration-withdrawn");
    }

    static DemonstrationRejection notRechecked() {
        return new DemonstrationRejection(409, "title-not-rechecked");
    }
}
