package kepu.assessment.inspection.plan;

import java.time.LocalDate;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.Rejection;

/** Why a plan, or what rests on it, is refused. */
final class InspectionPlanRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private InspectionPlanRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static InspectionPlanRejection ofWrongUnit(String unitId, UnitEvent.Kind kind) {
        return new InspectionPlanRejection(422, "inspection-plan-of-wrong-unit", unitId, kind);
    }

    static InspectionPlanRejection entryTwice(int number) {
        return new InspectionPlanRejection(422, "plan-entry-twice", number);
    }

    static InspectionPlanRejection termOutsideYear(int number, int year) {
        return new InspectionPlanRejection(422, "plan-entry-outside-year", number, year);
    }

    static InspectionPlanRejection unknown(String planId) {
        return new InspectionPlanRejection(422, "unknown-inspection-plan", planId);
    }

    static InspectionPlanRejection unknownEntry(int number) {
        return new InspectionPlanRejection(422, "unknown-plan-entry", number);
    }

    static InspectionPlanRejection withdrawn(String planId) {
        return new InspectionPlanRejection(409, "inspection-plan-withdrawn", planId);
    }

    static InspectionPlanRejection outsideTerm(int number, LocalDate day) {
        return new InspectionPlanRejection(422, "outside-plan-entry", number, day);
    }

    /** @param when the day of an inspection, or the year of a draw */
    static InspectionPlanRejection entryInUse(int number, Object when) {
        return new InspectionPlanRejection(409, "plan-entry-in-use", number, when);
    }

    static InspectionPlanRejection notIrregular(int number) {
        return new InspectionPlanRejection(422, "plan-entry-not-irregular", number);
    }
}
