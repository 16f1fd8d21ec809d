package kepu.readingrooms.standard;

import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What the other features may ask about checks. */
@Component
public class StandardsChecks {
    private final AggregateStore store;

    StandardsChecks(AggregateStore store) {
        this.store = store;
    }

    /** Whether a check is of that room and holds. */
    public boolean isOf(String roomId, String checkId) {
        return store.find(StandardsCheck.class, checkId)
                .filter(check -> !check.isWithdrawn())
                .filter(check -> check.content().roomId().equals(roomId))
                .isPresent();
    }
}
