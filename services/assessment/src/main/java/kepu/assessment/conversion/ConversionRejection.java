package kepu.assessment.conversion;

import kepu.defaults.Rejection;

/** Why a rule of conversion is refused. */
final class ConversionRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ConversionRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ConversionRejection notOfACounty(String unitId) {
        return new ConversionRejection(422, "conversion-not-of-county", unitId);
    }

    static ConversionRejection factor(String factor) {
        return new ConversionRejection(422, "conversion-factor", factor);
    }
}
