package kepu.readingrooms.standard;

import kepu.contracts.readingrooms.StandardsCheckEvent.Item;
import kepu.defaults.Rejection;

/** Why a check is not recorded. */
final class StandardsRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private StandardsRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static StandardsRejection nothingChecked() {
        return new StandardsRejection(422, "nothing-checked");
    }

    static StandardsRejection metAndUnmet(Item item) {
        return new StandardsRejection(422, "met-and-unmet", item);
    }
}
