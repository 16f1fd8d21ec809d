package kepu.assessment.inspection;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a draw or an inspection is refused. */
final class InspectionRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private InspectionRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static InspectionRejection noCandidate(String unitId) {
        return new InspectionRejection(422, "not-a-draw-candidate", unitId);
    }

    static InspectionRejection tooFewCandidates(int number, int candidates) {
        return new InspectionRejection(422, "too-few-draw-candidates", number, candidates);
    }

    static InspectionRejection drawIsOver() {
        return new InspectionRejection(409, "draw-is-over");
    }

    static InspectionRejection notDrawn(String unitId, String drawId) {
        return new InspectionRejection(422, "not-drawn", unitId, drawId);
    }

    static InspectionRejection beforeDraw(String drawId, Instant revealedAt) {
        return new InspectionRejection(422, "inspected-before-draw", drawId, revealedAt);
    }

    static InspectionRejection inspectedUnderDraw(String unitId, String drawId) {
        return new InspectionRejection(409, "already-inspected-under-draw", unitId, drawId);
    }

    static InspectionRejection capReached(String unitId, int year, int cap) {
        return new InspectionRejection(409, "inspection-cap-reached", unitId, year, cap);
    }

    static InspectionRejection otherYear(int year) {
        return new InspectionRejection(422, "inspection-of-another-year", year);
    }

    static InspectionRejection itemTwice(String code) {
        return new InspectionRejection(422, "inspection-item-twice", code);
    }

    static InspectionRejection findingTwice(int number) {
        return new InspectionRejection(422, "finding-number-twice", number);
    }
}
