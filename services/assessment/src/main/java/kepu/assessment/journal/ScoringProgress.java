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
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.heldup.HeldUpUnits.HeldUp;
import kepu.defaults.consume.ReceivedEvent;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Keeps for each partition the offset up to which every event is scored. A batch costs one small write, and no event is
 * updated afterwards.
 *
 * <p>Offsets restart when a topic is recreated, so an offset is valid within one generation of its partition. A new event
 * at an offset that is already scored shows that a new generation has begun.
 */
@Component
class ScoringProgress {
    private static final int FIRST_GENERATION = 1;
    private static final String GENERATION = "reading";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String TOPIC = "topic";
    private static final String UP_TO = "upTo";

    private final MongoOperations mongo;
    private final HeldUpUnits heldUp;

    ScoringProgress(MongoOperations mongo, HeldUpUnits heldUp) {
        this.mongo = mongo;
        this.heldUp = heldUp;
    }

    /**
     * The scored part of one partition.
     *
     * @param generation the current generation
     * @param upTo last scored offset by generation
     */
    private record Watermark(int generation, Map<String, Long> upTo) {
        static final Watermark NONE = new Watermark(FIRST_GENERATION, Map.of());

        boolean covers(int of, long offset) {
            return offset <= upTo.getOrDefault(Integer.toString(of), -1L);
        }
    }

    /** The generation of each partition. Ask before the events are in the journal. */
    Map<String, Integer> generations(List<ReceivedEvent> events) {
        Map<String, Watermark> watermarks =
                watermarks(events.stream().map(ScoringProgress::partition).collect(Collectors.toSet()));
        Map<String, Integer> generations = new HashMap<>();
        Map<String, String> seenBefore = new HashMap<>();
        for (ReceivedEvent received : events) {
            String partition = partition(received);
            Watermark watermark = watermarks.getOrDefault(partition, Watermark.NONE);
            generations.put(partition, watermark.generation());
            if (watermark.covers(watermark.generation(), received.offset())) {
                seenBefore.put(received.envelope().id().toString(), partition);
            }
        }
        if (!seenBefore.isEmpty()) {
            for (Document entry :
                    journal().find(Filters.in("_id", seenBefore.keySet())).projection(Projections.include("_id"))) {
                seenBefore.remove(entry.getString("_id"));
            }
            Set.copyOf(seenBefore.values()).forEach(partition -> generations.merge(partition, 1, Integer::sum));
        }
        return generations;
    }

    /** The generation of each partition as it was found last. */
    Map<String, Integer> latestGenerations(List<ReceivedEvent> events) {
        Map<String, Integer> generations = new HashMap<>();
        watermarks(events.stream().map(ScoringProgress::partition).collect(Collectors.toSet()))
                .forEach((partition, watermark) -> generations.put(partition, watermark.generation()));
        return generations;
    }

    /**
     * Topic position of an event, as part of its journal entry.
     *
     * @param entry what it is added to
     */
    static Document position(ReceivedEvent received, Map<String, Integer> generations, Document entry) {
        return entry.append(PARTITION, received.partition())
                .append(OFFSET, received.offset())
                .append(GENERATION, generations.getOrDefault(partition(received), FIRST_GENERATION));
    }

    /**
     * Records that all cards affected by these events are stored.
     *
     * @param generations as returned by {@link #generations}
     * @param fresh ids of the events that were new to the journal
     */
    void scored(List<ReceivedEvent> events, Map<String, Integer> generations, Set<UUID> fresh) {
        Map<String, Long> last = new HashMap<>();
        events.forEach(received -> last.merge(partition(received), received.offset(), Math::max));
        List<WriteModel<Document>> writes = new ArrayList<>();
        last.forEach((partition, offset) -> {
            int generation = generations.getOrDefault(partition, FIRST_GENERATION);
            writes.add(new UpdateOneModel<>(
                    Filters.eq("_id", partition),
                    Updates.combine(Updates.max(GENERATION, generation), Updates.max(UP_TO + "." + generation, offset)),
                    new UpdateOptions().upsert(true)));
        });
        scored().bulkWrite(writes, new BulkWriteOptions().ordered(false));
        if (fresh.size() < events.size()) {
            reposition(events, generations, fresh);
        }
    }

    /**
     * Moves redelivered events to their new position. An event whose topic was recreated before it was scored has a
     * position that nobody will ever reach.
     */
    private void reposition(List<ReceivedEvent> events, Map<String, Integer> generations, Set<UUID> fresh) {
        Map<String, ReceivedEvent> again = events.stream()
                .filter(received -> !fresh.contains(received.envelope().id()))
                .collect(Collectors.toMap(
                        received -> received.envelope().id().toString(), received -> received, (_, later) -> later));
        Set<String> lost = again.isEmpty() ? Set.of() : unscored(entries(again.keySet()));
        if (!lost.isEmpty()) {
            journal()
                    .bulkWrite(
                            lost.stream()
                                    .map(id -> new UpdateOneModel<Document>(
                                            Filters.eq("_id", id),
                                            new Document(
                                                    "$set",
                                                    position(
                                                            requireNonNull(again.get(id)),
                                                            generations,
                                                            new Document()))))
                                    .toList(),
                            new BulkWriteOptions().ordered(false));
        }
    }

    /** The ids that are not in the journal, or whose cards are not stored yet, or whose units are not shown. */
    Set<String> pending(Collection<String> ids, Predicate<String> shown) {
        List<Document> entries = entries(ids).stream()
                .filter(entry -> shown.test(entry.getString("unitId")))
                .toList();
        Set<String> pending = new HashSet<>(ids);
        entries.forEach(entry -> pending.remove(entry.getString("_id")));
        pending.addAll(unscored(entries));
        pending.addAll(setAside(entries));
        return pending;
    }

    /** Those of units that are held up whose events the cards lack. */
    private Set<String> setAside(List<Document> entries) {
        Map<String, HeldUp> held =
                heldUp
                        .among(entries.stream()
                                .map(entry -> entry.getString("unitId"))
                                .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(HeldUp::unitId, unit -> unit));
        return entries.stream()
                .filter(entry -> entry.get(OFFSET) != null)
                .filter(entry -> {
                    HeldUp unit = held.get(entry.getString("unitId"));
                    return unit != null
                            && unit.lacks(
                                    new TopicPartition(entry.getString(TOPIC), entry.getInteger(PARTITION)),
                                    entry.getLong(OFFSET));
                })
                .map(entry -> entry.getString("_id"))
                .collect(Collectors.toSet());
    }

    private List<Document> entries(Collection<String> ids) {
        return journal()
                .find(Filters.in("_id", ids))
                .projection(Projections.include("unitId", TOPIC, PARTITION, OFFSET, GENERATION))
                .into(new ArrayList<>());
    }

    /** An entry without a position was written by an early version and is scored. */
    private Set<String> unscored(List<Document> entries) {
        List<Document> positioned =
                entries.stream().filter(entry -> entry.get(OFFSET) != null).toList();
        Map<String, Watermark> watermarks =
                watermarks(positioned.stream().map(ScoringProgress::partition).collect(Collectors.toSet()));
        return positioned.stream()
                .filter(entry -> !watermarks
                        .getOrDefault(partition(entry), Watermark.NONE)
                        .covers(entry.getInteger(GENERATION), entry.getLong(OFFSET)))
                .map(entry -> entry.getString("_id"))
                .collect(Collectors.toSet());
    }

    private Map<String, Watermark> watermarks(Set<String> partitions) {
        Map<String, Watermark> watermarks = new HashMap<>();
        if (!partitions.isEmpty()) {
            for (Document watermark : scored().find(Filters.in("_id", partitions))) {
                Map<String, Long> upTo = new HashMap<>();
                watermark
                        .get(UP_TO, Document.class)
                        .forEach((generation, offset) -> upTo.put(generation, (Long) offset));
                watermarks.put(watermark.getString("_id"), new Watermark(watermark.getInteger(GENERATION), upTo));
            }
        }
        return watermarks;
    }

    private static String partition(ReceivedEvent received) {
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
