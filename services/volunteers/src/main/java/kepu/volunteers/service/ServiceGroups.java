package kepu.volunteers.service;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the records of an activity of many members: all of them, whatever happens.
 *
 * <p>The activity is stored in one write, and what it states is allowed by then. The records are made from it without
 * asking the rules again, each under a key of its own, so that none is made twice. If the process dies in between, a retry
 * makes the rest, and so does the next look at what is left open, on whichever instance.
 */
@Component
class ServiceGroups {
    private static final Logger log = LoggerFactory.getLogger(ServiceGroups.class);
    private static final Bson OPEN = Filters.eq("open", true);

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;

    ServiceGroups(AggregateStore store, MongoOperations mongo, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
        groups().createIndex(Indexes.ascending("open"), new IndexOptions().partialFilterExpression(OPEN));
    }

    /** The receipts of all records, in the order of the members, the same at each attempt. */
    List<Receipt> recordAll(ServiceGroup group, Command by) {
        return recordAll(group, by.access(), by.correlationId(), by.traceparent());
    }

    private List<Receipt> recordAll(
            ServiceGroup group, Access access, String correlationId, @Nullable String traceparent) {
        List<Receipt> receipts = new ArrayList<>();
        for (ServiceGroup.Member member : group.members()) {
            Command command = new Command(
                    clock,
                    group.recordedBy(),
                    access,
                    correlationId,
                    traceparent,
                    group.keyOf(member),
                    () -> "", // the group does not change
                    null);
            receipts.add(store.create(
                    command,
                    ServiceRecord.class,
                    group.serviceIdOf(member),
                    () -> group.recordOf(member),
                    AmendableRecord::record));
        }
        if (group.open()) {
            groups().updateOne(Filters.eq("_id", group.id()), Updates.set("open", false));
        }
        return receipts;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void completeOpen() {
        for (Document open : groups().find(OPEN)) {
            ServiceGroup group = mongo.getConverter().read(ServiceGroup.class, open);
            try {
                recordAll(group, Access.ofSystem(), group.id(), null);
            } catch (RuntimeException e) { // one that fails holds up itself only
                log.warn("the services logged together as {} are not all recorded yet: {}", group.id(), e.toString());
            }
        }
    }

    private MongoCollection<Document> groups() {
        return mongo.getCollection(mongo.getCollectionName(ServiceGroup.class));
    }
}
