package kepu.campaigns.activity;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why an activity is refused. */
final class ActivityRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ActivityRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ActivityRejection withoutKnowledge() {
        return new ActivityRejection(422, "activity-without-knowledge");
    }

    static ActivityRejection twoCampaigns() {
        return new ActivityRejection(422, "activity-of-two-campaigns");
    }

    static ActivityRejection unknownCampaign(String furtherCampaign, int year) {
        // as a number the year would be written 2,026
        return new ActivityRejection(422, "unknown-campaign", furtherCampaign, String.valueOf(year));
    }

    static ActivityRejection afterArchive(LocalDate held, String number, LocalDate filed) {
        return new ActivityRejection(409, "activity-after-archive", held, number, filed);
    }

    static ActivityRejection unknownBranch(String branchId) {
        return new ActivityRejection(422, "unknown-branch", branchId);
    }

    static ActivityRejection unknownActivity(String activityId) {
        return new ActivityRejection(422, "unknown-activity", activityId);
    }
}
