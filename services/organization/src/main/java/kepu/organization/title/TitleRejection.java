package kepu.organization.title;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a title is refused. */
final class TitleRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TitleRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TitleRejection overBeforeGranted(LocalDate validUntil, LocalDate granted) {
        return new TitleRejection(422, "title-over-before-granted", validUntil, granted);
    }
}
