package kepu.assessment.veto;

import kepu.defaults.Rejection;

/** Why a step of a veto is refused. */
final class VetoRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private VetoRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static VetoRejection ofFutureYear(int year) {
        return new VetoRejection(422, "veto-of-future-year", year);
    }

    static VetoRejection withoutCard(String unitId, int year) {
        return new VetoRejection(422, "veto-without-card", unitId, year);
    }

    static VetoRejection notProposed(Veto.State state) {
        return new VetoRejection(409, "veto-not-to-be-approved", state);
    }

    static VetoRejection approvedAlready() {
        return new VetoRejection(409, "veto-approved-by-same-person");
    }

    static VetoRejection withdrawn() {
        return new VetoRejection(409, "veto-withdrawn");
    }
}
