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
import org.jspecify.annotations.Nullable;

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
        Map<String, @Nullable List<Document>> outboxes = new HashMap<>();
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
                AggregateDocuments.Change change = aggregates.change(command, aggregate, stored, raised, receipt);
                outboxes.put(aggregate.id(), change.outbox());
                writes.add(new UpdateOneModel<>(unchanged, change.updates()));
            }
        });
        BulkWriteResult result = aggregates.collection(type).bulkWrite(writes, new BulkWriteOptions().ordered(false));
        boolean all = result.getMatchedCount() == writes.size();
        outboxes.forEach((id, outbox) -> relay.nudge(aggregates.collectionName(type), id, all ? outbox : null));
        return all ? updated : Map.of();
    }
}
