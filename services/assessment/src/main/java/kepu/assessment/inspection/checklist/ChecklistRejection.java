package kepu.assessment.inspection.checklist;

import kepu.contracts.organization.UnitEvent;
import kepu.defaults.Rejection;

/** Why a checklist, or what was scored by it, is refused. */
final class ChecklistRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ChecklistRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ChecklistRejection ofWrongUnit(String unitId, UnitEvent.Kind kind) {
        return new ChecklistRejection(422, "checklist-of-wrong-unit", unitId, kind);
    }

    static ChecklistRejection notNextEdition(int edition, int next) {
        return new ChecklistRejection(409, "not-next-edition", edition, next);
    }

    static ChecklistRejection itemTwice(String code) {
        return new ChecklistRejection(422, "checklist-item-twice", code);
    }

    static ChecklistRejection notOf100(int sum) {
        return new ChecklistRejection(422, "checklist-not-of-100", sum);
    }

    static ChecklistRejection unknown(String checklistId) {
        return new ChecklistRejection(422, "unknown-checklist", checklistId);
    }

    static ChecklistRejection unknownItem(String code, String checklistId) {
        return new ChecklistRejection(422, "unknown-checklist-item", code, checklistId);
    }

    static ChecklistRejection notScored(String code) {
        return new ChecklistRejection(422, "checklist-item-not-scored", code);
    }

    static ChecklistRejection tooManyPoints(String code, int points, int max) {
        return new ChecklistRejection(422, "too-many-points", code, points, max);
    }
}
