package kepu.assessment.rectification;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.WorkingDays;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The clock of the slips (督办单): looks at the orders whose clock runs, every ten minutes and at start, and tells what is due.
 *
 * <p>What was told stands in the order itself, which is written on the version that was read: neither a restart nor another
 * instance tells a slip twice, and a clock that was late tells it with the hour at which it was due.
 */
@Component
class TellSlips {
    private static final Logger log = LoggerFactory.getLogger(TellSlips.class);

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final WorkingCalendars calendars;
    private final Clock clock;
    private final ZoneId zone;

    TellSlips(AggregateStore store, MongoOperations mongo, WorkingCalendars calendars, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.calendars = calendars;
        this.clock = clock;
        this.zone = zone;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 */10 * * * *", zone = "${kepu.zone}")
    void tell() {
        for (Document order : running()) {
            String id = order.getString("_id");
            try {
                tell(id, calendars.of(order.getString("unitId")));
            } catch (RuntimeException e) { // the others' are told all the same, and this one's in ten minutes
                log.warn("slips of order {} failed: {}", id, e.toString());
            }
        }
    }

    /** Whatever rests has nothing due. */
    private List<Document> running() {
        return mongo.getCollection(mongo.getCollectionName(Order.class))
                .find(Filters.exists("runsOutOn"))
                .projection(Projections.include("unitId"))
                .into(new ArrayList<>());
    }

    private void tell(String id, WorkingDays workingDays) {
        Instant now = clock.instant();
        Receipt receipt;
        do { // each at an hour of its own
            receipt = store.update(
                    Command.internal(clock, "assessment"),
                    Order.class,
                    id,
                    order -> order.tellSlip(now, zone, workingDays));
        } while (!receipt.events().isEmpty());
    }
}
