package kepu.readingrooms.demonstration;

import com.mongodb.client.model.Filters;
import java.util.Arrays;
import kepu.defaults.list.ListState;
import kepu.readingrooms.demonstration.DemonstrationRoom.What;
import org.bson.conversions.Bson;

/** Where an application stands today: 待定, 已退回, 不予命名, 有效, 到期, 已撤销, 已撤回. */
enum DemonstrationRoomState implements ListState {
    TO_BE_DECIDED(What.APPLIED, What.RESUBMITTED),
    SENT_BACK(What.SENT_BACK),
    REFUSED(What.REFUSED),
    HELD(What.AWARDED),
    EXPIRED(What.AWARDED),
    REVOKED(What.REVOKED),
    WITHDRAWN(What.WITHDRAWN);

    private final What[] stages;

    DemonstrationRoomState(What... stages) {
        this.stages = stages;
    }

    /** Whether a title holds or has expired depends on the day: {@link DemonstrationRoom#state} says it. */
    @Override
    public Bson filter() {
        return Filters.in("stage", Arrays.stream(stages).map(What::name).toList());
    }
}
