package kepu.defaults.snapshot;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.EventCodec;
import kepu.contracts.Snapshots;
import kepu.contracts.UnreadableEvent;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.consume.ReplicaStore.Change;
import kepu.defaults.store.Epoch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * How new the newest event of each fact is that was ever handed to a snapshot topic: never older than what lies there.
 *
 * <p>A database that is new, or was restored from a backup, learns from the snapshot topics themselves before anything is
 * asked of it; and by the streams where facts may end, for what has ended is not in a snapshot for long.
 */
final class WrittenFacts {
    static final String COLLECTION = "snapshots";

    private static final Logger log = LoggerFactory.getLogger(WrittenFacts.class);
    private static final Bson RECALLED = Filters.eq("_id", "recalled");
    private static final Duration POLL = Duration.ofMillis(500);

    private final MongoOperations mongo;
    private final ReplicaStore facts;
    private final Epoch epoch;
    private final List<String> snapshots;
    private final List<String> streams;
    private final ConsumerFactory<String, byte[]> consumers;
    private volatile boolean recalled;

    /**
     * @param topics of the service
     * @param consumers that read what was committed
     */
    WrittenFacts(MongoOperations mongo, Epoch epoch, List<String> topics, ConsumerFactory<String, byte[]> consumers) {
        this.mongo = mongo;
        this.facts = new ReplicaStore(mongo, COLLECTION);
        this.epoch = epoch;
        this.snapshots = topics.stream().map(Snapshots::topicOf).toList();
        this.streams = topics.stream().filter(Snapshots::mayEnd).toList();
        this.consumers = consumers;
    }

    /** An event of a fact, as it is distinguished from those of all other topics of the service. */
    static Change change(String topic, String fact, long epoch, long sequence) {
        String family = topic.split("\\.")[2];
        return new Change(family + " " + fact, epoch, sequence, Map.of());
    }

    /**
     * Takes note of them.
     *
     * @return ids of those that may be written: nothing newer of their facts was
     */
    Set<String> newest(List<Change> changes) {
        recall();
        return facts.newest(changes).stream().map(Change::id).collect(Collectors.toSet());
    }

    private void recall() {
        if (recalled) {
            return;
        }
        Document last = state().find(RECALLED).first();
        if (last == null || last.getLong("epoch") != epoch.current()) {
            int told = recallAll();
            log.info("{} facts were recalled from {} and {}", told, snapshots, streams);
            state().updateOne(RECALLED, Updates.set("epoch", epoch.current()), new UpdateOptions().upsert(true));
        }
        recalled = true;
    }

    private int recallAll() {
        int told = 0;
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            List<TopicPartition> partitions = Stream.concat(snapshots.stream(), streams.stream())
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                List<Change> changes = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> received : consumer.poll(POLL)) {
                    read(received).ifPresent(changes::add);
                }
                told += facts.apply(changes);
            }
        }
        return told;
    }

    private Optional<Change> read(ConsumerRecord<String, byte[]> received) {
        String topic = received.topic();
        try {
            if (streams.contains(topic)) {
                return EventCodec.decode(received)
                        .map(event -> change(topic, Snapshots.factOf(event), event.epoch(), event.sequence()));
            }
            return Snapshots.decode(received)
                    .map(snapshot -> change(topic, snapshot.fact(), snapshot.epoch(), snapshot.sequence()));
        } catch (UnreadableEvent e) {
            log.warn("passed over {}-{}@{}: {}", received.topic(), received.partition(), received.offset(), e.code());
            return Optional.empty();
        }
    }

    private MongoCollection<Document> state() {
        return mongo.getCollection(COLLECTION);
    }
}
