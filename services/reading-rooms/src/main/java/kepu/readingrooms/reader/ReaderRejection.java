package kepu.readingrooms.reader;

import kepu.defaults.Rejection;

/** Why a reader is not registered, shown or erased; never says the data. */
final class ReaderRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    static final String ERASED = "reader-erased";

    private ReaderRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ReaderRejection unknown(String readerId) {
        return new ReaderRejection(422, "unknown-reader", readerId);
    }

    static ReaderRejection erased(String readerId) {
        return new ReaderRejection(409, ERASED, readerId);
    }

    static ReaderRejection invalidName() {
        return new ReaderRejection(422, "invalid-reader-name");
    }

    static ReaderRejection invalidBirthDate() {
        return new ReaderRejection(422, "invalid-birth-date");
    }

    static ReaderRejection guardianConsentRequired() {
        return new ReaderRejection(422, "guardian-consent-required");
    }

    static ReaderRejection unmaskedUnderThisKey() {
        return new ReaderRejection(409, "unmasked-under-this-key");
    }
}
