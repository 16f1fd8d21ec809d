package kepu.organization.document;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a document is refused. */
final class DocumentRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private DocumentRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static DocumentRejection summaryBeforeItsYear(int year, LocalDate filed) {
        return new DocumentRejection(422, "summary-before-its-year", year, filed);
    }

    static DocumentRejection ofLaterYear(int year, LocalDate filed) {
        return new DocumentRejection(422, "document-of-later-year", year, filed);
    }
}
