package kepu.readingrooms.usage;

import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Takes back what a source said of a room's day, on behalf of a caller who has seen it. */
@Component
class WithdrawUsage {
    private final AggregateStore store;
    private final ZoneId zone;

    WithdrawUsage(AggregateStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    Receipt handle(Command command, String id, WithdrawalRequest request) {
        return store.update(command.onSeenVersion(), UsageDay.class, id, day -> day.withdraw(request.reason(), zone));
    }
}
