package kepu.organization.villageclass;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a classification is refused. */
final class ClassificationRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ClassificationRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ClassificationRejection notAVillage(String unitId) {
        return new ClassificationRejection(422, "class-of-village-only", unitId);
    }

    static ClassificationRejection beforeUnit(LocalDate validFrom, LocalDate established) {
        return new ClassificationRejection(422, "class-before-unit", validFrom, established);
    }

    static ClassificationRejection secondOfThatDay(LocalDate validFrom) {
        return new ClassificationRejection(409, "second-classification-of-that-day", validFrom);
    }
}
