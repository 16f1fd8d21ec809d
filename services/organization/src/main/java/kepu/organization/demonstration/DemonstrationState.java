package kepu.organization.demonstration;

import com.mongodb.client.model.Filters;
import java.util.Arrays;
import kepu.defaults.list.ListState;
import kepu.organization.demonstration.Demonstration.What;
import org.bson.conversions.Bson;

/** Where an application stands today: 待审核, 已退回, 已推荐, 不予推荐, 有效, 到期, 已撤销, 已撤回. */
enum DemonstrationState implements ListState {
    TO_BE_REVIEWED(What.APPLIED, What.RESUBMITTED),
    SENT_BACK(What.SENT_BACK),
    RECOMMENDED(What.RECOMMENDED),
    REFUSED(What.REFUSED),
    HELD(What.AWARDED),
    EXPIRED(What.AWARDED),
    REVOKED(What.REVOKED),
    WITHDRAWN(What.WITHDRAWN);

    private final What[] stages;

    DemonstrationState(What... stages) {
        this.stages = stages;
    }

    /** Whether a title holds or has expired depends on the day: {@link Demonstration#state} says it. */
    @Override
    public Bson filter() {
        return Filters.in("stage", Arrays.stream(stages).map(What::name).toList());
    }
}
