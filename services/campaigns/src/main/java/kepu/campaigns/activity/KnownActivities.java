package kepu.campaigns.activity;

import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The activities to which other records of their unit may refer. */
@Component
public class KnownActivities {
    private final AggregateStore store;

    KnownActivities(AggregateStore store) {
        this.store = store;
    }

    /**
     * @throws kepu.defaults.Rejection 422 {@code unknown-activity} unless none is named, or it is one of the unit that was not
     *     withdrawn
     */
    public void requireKnown(String unitId, @Nullable String activityId) {
        if (activityId == null) {
            return;
        }
        if (store.find(Activity.class, activityId)
                .filter(activity -> activity.unitId().equals(unitId) && !activity.isWithdrawn())
                .isEmpty()) {
            throw ActivityRejection.unknownActivity(activityId);
        }
    }
}
