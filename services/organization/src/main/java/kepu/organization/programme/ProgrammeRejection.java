package kepu.organization.programme;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a creation programme, or what rests on one, is refused. */
final class ProgrammeRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ProgrammeRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ProgrammeRejection notOfACounty(String unitId) {
        return new ProgrammeRejection(422, "programme-not-of-county", unitId);
    }

    static ProgrammeRejection endsBeforeItBegins(LocalDate from, LocalDate to) {
        return new ProgrammeRejection(422, "programme-ends-before-it-begins", from, to);
    }

    static ProgrammeRejection overByThen(LocalDate to) {
        return new ProgrammeRejection(409, "programme-over-by-then", to);
    }

    static ProgrammeRejection unknown(String programmeId) {
        return new ProgrammeRejection(422, "unknown-programme", programmeId);
    }

    static ProgrammeRejection notInForce(String programmeId, LocalDate day) {
        return new ProgrammeRejection(409, "programme-not-in-force", programmeId, day);
    }
}
