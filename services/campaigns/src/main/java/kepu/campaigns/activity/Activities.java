package kepu.campaigns.activity;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What the other features may ask about activities, and what they tell about them. */
@Component
public class Activities {
    private final AggregateStore store;

    Activities(AggregateStore store) {
        this.store = store;
    }

    /** An activity as the version that holds states it. */
    public record Held(String unitId, Instant at, boolean withdrawn) {}

    /** Which archives (三类档案) hold something about activities. */
    @FunctionalInterface
    public interface Archives {
        /** By activity; none for one of which nothing is kept. */
        Map<String, Set<Kind>> kindsOf(Collection<String> activityIds);
    }

    /** Empty out of the caller's reach, as if there were none. */
    public Optional<Held> find(String id) {
        return store.find(Activity.class, id)
                .map(activity -> new Held(activity.unitId(), activity.occurredAt(), activity.isWithdrawn()));
    }
}
