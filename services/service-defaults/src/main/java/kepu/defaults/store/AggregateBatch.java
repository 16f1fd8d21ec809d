package kepu.defaults.store;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.store.AggregateStore.Loaded;
import kepu.defaults.store.AggregateStore.Updated;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Stores changes of several aggregates in one round trip. */
final class AggregateBatch {
    private final AggregateDocuments aggregates;
    private final OutboxRelay relay;

    AggregateBatch(AggregateDocuments aggregates, OutboxRelay relay) {
        this.aggregates = aggregates;
        this.relay = relay;
    }

    /** As {@link AggregateStore#updateAll}, with the caller's access at work. */
    <A extends Aggregate> Map<String, Updated> update(
            Command command, Class<A> type, Map<Loaded<A>, DomainEvents> changes) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        Map<String, Updated> updated = new HashMap<>();
        changes.forEach((loaded, raised) -> {
            A aggregate = loaded.aggregate();
            Document stored = loaded.document();
            Bson unchanged = AggregateDocuments.unchanged(aggregate, stored);
            Long fence = AggregateDocuments.fence(stored);
            if (raised.events().isEmpty()) {
                updated.put(aggregate.id(), new Updated(aggregate.version(), fence == null ? 1 : fence + 1));
                writes.add(new UpdateOneModel<>(unchanged, AggregateDocuments.fenced()));
            } else {
                OutboxEntries.requireRoom(stored);
                Receipt receipt = AppliedCommands.receipt(aggregate, aggregate.version() + 1, raised);
                updated.put(aggregate.id(), new Updated(receipt.version(), fence));
                writes.add(new UpdateOneModel<>(
                        unchanged, aggregates.updates(command, aggregate, stored, raised, receipt)));
            }
        });
        BulkWriteResult result = aggregates.collection(type).bulkWrite(writes, new BulkWriteOptions().ordered(false));
        changes.forEach((loaded, raised) -> {
            if (!raised.events().isEmpty()) {
                relay.nudge(aggregates.collectionName(type), loaded.aggregate().id());
            }
        });
        return result.getMatchedCount() == writes.size() ? updated : Map.of();
    }
}
