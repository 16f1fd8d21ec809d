package kepu.organization.code;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why an official code is refused. */
final class OfficialCodeRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private OfficialCodeRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static OfficialCodeRejection beforeUnit(LocalDate validFrom, LocalDate established) {
        return new OfficialCodeRejection(422, "official-code-before-unit", validFrom, established);
    }

    static OfficialCodeRejection notOfParent(String parentId) {
        return new OfficialCodeRejection(422, "code-not-of-parent", parentId);
    }

    static OfficialCodeRejection secondOfThatDay(LocalDate validFrom) {
        return new OfficialCodeRejection(409, "second-official-code-of-that-day", validFrom);
    }

    /** Without the unit that has it, which the caller may not see. */
    static OfficialCodeRejection taken(String officialCode, LocalDate from) {
        return new OfficialCodeRejection(409, "official-code-taken", officialCode, from);
    }
}
