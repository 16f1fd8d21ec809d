package kepu.volunteers.person;

import java.util.List;
import kepu.defaults.Rejection;

/** Why personal data is not taken, shown or erased; never says the data. */
final class PersonRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    static final String ERASED = "personal-data-erased";

    private PersonRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static PersonRejection invalidIdNumber() {
        return new PersonRejection(422, "invalid-id-number");
    }

    static PersonRejection nothingStated() {
        return new PersonRejection(422, "no-personal-data");
    }

    static PersonRejection erased(String personId) {
        return new PersonRejection(409, ERASED, personId);
    }

    /** Of those in the caller's reach only. */
    static PersonRejection several(String personId, List<String> ids) {
        return new PersonRejection(409, "several-people", personId, String.join(", ", ids));
    }

    static PersonRejection unmaskedUnderThisKey() {
        return new PersonRejection(409, "unmasked-under-this-key");
    }
}
