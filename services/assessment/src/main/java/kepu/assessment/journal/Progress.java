package kepu.assessment.journal;

import static java.util.Objects.requireNonNull;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.defaults.consume.Received;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * How far the cards follow the journal: of each partition the offset up to which everything is scored, so that a batch
 * costs one small write and no event is touched again.
 *
 * <p>Offsets begin anew when a topic is made anew, so they count within one reading of the partition. A new event where
 * everything was scored already tells that another reading has begun.
 */
@Component
class Progress {
    private static final int FIRST_READING = 1;
    private static final String READING = "reading";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String TOPIC = "topic";
    private static final String UP_TO = "upTo";

    private final MongoOperations mongo;

    Progress(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * What is scored of one partition.
     *
     * @param reading the one that is under way
     * @param upTo last offset that is scored, by reading
     */
    private record Mark(int reading, Map<String, Long> upTo) {
        static final Mark NONE = new Mark(FIRST_READING, Map.of());

        boolean covers(int of, long offset) {
            return offset <= upTo.getOrDefault(Integer.toString(of), -1L);
        }
    }

    /** The reading to which the events of each partition belong; to be asked before they are in the journal. */
    Map<String, Integer> readings(List<Received> events) {
        Map<String, Mark> marks = marks(events.stream().map(Progress::partition).collect(Collectors.toSet()));
        Map<String, Integer> readings = new HashMap<>();
        Map<String, String> seenBefore = new HashMap<>();
        for (Received received : events) {
            String partition = partition(received);
            Mark mark = marks.getOrDefault(partition, Mark.NONE);
            readings.put(partition, mark.reading());
            if (mark.covers(mark.reading(), received.offset())) {
                seenBefore.put(received.envelope().id().toString(), partition);
            }
        }
        if (!seenBefore.isEmpty()) {
            for (Document entry :
                    journal().find(Filters.in("_id", seenBefore.keySet())).projection(Projections.include("_id"))) {
                seenBefore.remove(entry.getString("_id"));
            }
            Set.copyOf(seenBefore.values()).forEach(partition -> readings.merge(partition, 1, Integer::sum));
        }
        return readings;
    }

    /** Where an entry lay, for its document. */
    static Document place(Received received, Map<String, Integer> readings) {
        return new Document(PARTITION, received.partition())
                .append(OFFSET, received.offset())
                .append(READING, readings.getOrDefault(partition(received), FIRST_READING));
    }

    /**
     * The cards are stored that these events may change.
     *
     * @param readings as they were asked for before
     * @param fresh ids of those that were not in the journal before
     */
    void scored(List<Received> events, Map<String, Integer> readings, Set<String> fresh) {
        Map<String, Long> last = new HashMap<>();
        events.forEach(received -> last.merge(partition(received), received.offset(), Math::max));
        List<WriteModel<Document>> writes = new ArrayList<>();
        last.forEach((partition, offset) -> {
            int reading = readings.getOrDefault(partition, FIRST_READING);
            writes.add(new UpdateOneModel<>(
                    Filters.eq("_id", partition),
                    Updates.combine(Updates.max(READING, reading), Updates.max(UP_TO + "." + reading, offset)),
                    new UpdateOptions().upsert(true)));
        });
        scored().bulkWrite(writes, new BulkWriteOptions().ordered(false));
        if (fresh.size() < events.size()) {
            findAgain(events, readings, fresh);
        }
    }

    /**
     * An event that came again may lie where nobody will read it any more: its topic was made anew before it was scored.
     * It is scored now, so it lies where it was found.
     */
    private void findAgain(List<Received> events, Map<String, Integer> readings, Set<String> fresh) {
        Map<String, Received> again = events.stream()
                .filter(received -> !fresh.contains(received.envelope().id().toString()))
                .collect(Collectors.toMap(
                        received -> received.envelope().id().toString(), received -> received, (_, later) -> later));
        Set<String> lost = again.isEmpty() ? Set.of() : unscored(entries(again.keySet()));
        if (!lost.isEmpty()) {
            journal()
                    .bulkWrite(
                            lost.stream()
                                    .map(id -> new UpdateOneModel<Document>(
                                            Filters.eq("_id", id),
                                            new Document("$set", place(requireNonNull(again.get(id)), readings))))
                                    .toList(),
                            new BulkWriteOptions().ordered(false));
        }
    }

    /** Those of the ids that are not in the journal, or whose cards are not stored yet, or whose units are not shown. */
    Set<String> pending(Collection<String> ids, Predicate<String> shown) {
        List<Document> entries = entries(ids).stream()
                .filter(entry -> shown.test(entry.getString("unitId")))
                .toList();
        Set<String> pending = new HashSet<>(ids);
        entries.forEach(entry -> pending.remove(entry.getString("_id")));
        pending.addAll(unscored(entries));
        return pending;
    }

    private List<Document> entries(Collection<String> ids) {
        return journal()
                .find(Filters.in("_id", ids))
                .projection(Projections.include("unitId", TOPIC, PARTITION, OFFSET, READING))
                .into(new ArrayList<>());
    }

    /** An entry without a place is older than places, and was scored long ago. */
    private Set<String> unscored(List<Document> entries) {
        List<Document> placed =
                entries.stream().filter(entry -> entry.get(OFFSET) != null).toList();
        Map<String, Mark> marks = marks(placed.stream().map(Progress::partition).collect(Collectors.toSet()));
        return placed.stream()
                .filter(entry -> !marks.getOrDefault(partition(entry), Mark.NONE)
                        .covers(entry.getInteger(READING), entry.getLong(OFFSET)))
                .map(entry -> entry.getString("_id"))
                .collect(Collectors.toSet());
    }

    private Map<String, Mark> marks(Set<String> partitions) {
        Map<String, Mark> marks = new HashMap<>();
        if (!partitions.isEmpty()) {
            for (Document mark : scored().find(Filters.in("_id", partitions))) {
                Map<String, Long> upTo = new HashMap<>();
                mark.get(UP_TO, Document.class).forEach((reading, offset) -> upTo.put(reading, (Long) offset));
                marks.put(mark.getString("_id"), new Mark(mark.getInteger(READING), upTo));
            }
        }
        return marks;
    }

    private static String partition(Received received) {
        return partition(received.wire().topic(), received.partition());
    }

    private static String partition(Document entry) {
        return partition(entry.getString(TOPIC), entry.getInteger(PARTITION));
    }

    private static String partition(@Nullable String topic, int partition) {
        return topic + "/" + partition;
    }

    private MongoCollection<Document> journal() {
        return mongo.getCollection("journal");
    }

    private MongoCollection<Document> scored() {
        return mongo.getCollection("scored");
    }
}
