package kepu.organization.document;

import kepu.defaults.Rejection;

/** Why a command on a document is refused. */
final class DocumentRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private DocumentRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static DocumentRejection alreadyWithdrawn(String documentId) {
        return new DocumentRejection(409, "already-withdrawn", documentId);
    }
}
