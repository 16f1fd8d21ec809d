package kepu.campaigns.archive;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why an archive entry or its review is refused. */
final class ArchiveRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ArchiveRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ArchiveRejection withoutDocument() {
        return new ArchiveRejection(422, "archive-without-document");
    }

    static ArchiveRejection withoutFile(String id) {
        return new ArchiveRejection(404, "archive-without-file", id);
    }

    static ArchiveRejection beforeActivity(LocalDate held) {
        return new ArchiveRejection(422, "archive-before-activity", held);
    }

    static ArchiveRejection activityWithdrawn(String activityId) {
        return new ArchiveRejection(409, "archive-of-withdrawn-activity", activityId);
    }

    static ArchiveRejection reviewedBeforeFiling(Instant filedAt) {
        return new ArchiveRejection(422, "archive-reviewed-before-filing", filedAt);
    }

    static ArchiveRejection alreadyPublished(String id) {
        return new ArchiveRejection(409, "archive-already-published", id);
    }

    static ArchiveRejection returned(String id) {
        return new ArchiveRejection(409, "archive-returned", id);
    }
}
