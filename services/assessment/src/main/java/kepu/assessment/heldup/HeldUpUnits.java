package kepu.assessment.heldup;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.defaults.consume.ReceivedEvent;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the units whose events or cards cannot be stored, so that all others go on. Of each it knows the first events that
 * its cards lack: they stay on Kafka and are read again from there.
 */
@Component
public class HeldUpUnits {
    private static final Logger log = LoggerFactory.getLogger(HeldUpUnits.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 5;
    private static final int LONGEST_CAUSE = 500;
    private static final int DUPLICATE_KEY = 11000;
    private static final String SINCE = "since";
    private static final String CAUSE = "cause";
    private static final String FROM = "from";
    private static final String EVENTS = "events";
    private static final String VERSION = "version";
    private static final String FAILURES = "failures";
    private static final String DUE = "due";

    private final MongoOperations mongo;
    private final Clock clock;
    private final Duration firstPause;
    private volatile long number;

    HeldUpUnits(
            MongoOperations mongo,
            Clock clock,
            MeterRegistry meters,
            @Value("${kepu.assessment.held-up.first-pause}") Duration firstPause) {
        this.mongo = mongo;
        this.clock = clock;
        this.firstPause = firstPause;
        Gauge.builder("kepu.assessment.units.held.up", () -> number)
                .description("units whose scores stand still because their events or cards cannot be stored")
                .register(meters);
    }

    /**
     * A unit that is held up.
     *
     * @param from of each partition the first offset whose event of this unit the cards lack
     * @param version grows with each event that is set aside
     */
    public record HeldUp(
            String unitId, Instant since, String cause, Map<TopicPartition, Long> from, long version, int failures) {
        public HeldUp {
            from = Map.copyOf(from);
        }

        /** Whether the cards lack the event at this position. */
        public boolean lacks(TopicPartition partition, long offset) {
            Long first = from.get(partition);
            return first != null && offset >= first;
        }
    }

    /** Holds a unit up because of a failure. The cards lack these events of it and all that follow. */
    public void hold(String unitId, RuntimeException cause, List<ReceivedEvent> events) {
        Instant now = clock.instant();
        Bson update = Updates.combine(
                positions(events),
                Updates.set(CAUSE, text(cause)),
                Updates.setOnInsert(SINCE, now.toString()),
                Updates.setOnInsert(FAILURES, 0),
                Updates.setOnInsert(DUE, now.plus(firstPause).toString()));
        if (upsert(unitId, update)) {
            log.error("the scores of {} are held up: {} {}", unitId, text(cause), first(events), cause);
            count();
        }
    }

    /** Whether it is new. */
    private boolean upsert(String unitId, Bson update) {
        var options = new FindOneAndUpdateOptions().upsert(true);
        try {
            return units().findOneAndUpdate(Filters.eq("_id", unitId), update, options) == null;
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != DUPLICATE_KEY) {
                throw e;
            }
            return units().findOneAndUpdate(Filters.eq("_id", unitId), update, options) == null;
        }
    }

    /** Sets events of units that are held up aside. Answers which units these are. */
    public Set<String> setAside(Map<String, List<ReceivedEvent>> byUnit) {
        Set<String> held = new HashSet<>();
        for (Document unit : units().find(Filters.in("_id", byUnit.keySet())).projection(Projections.include("_id"))) {
            String unitId = unit.getString("_id");
            List<ReceivedEvent> events = requireNonNull(byUnit.get(unitId));
            // it may have been released in between
            if (units().updateOne(Filters.eq("_id", unitId), positions(events)).getMatchedCount() > 0) {
                held.add(unitId);
            }
        }
        return held;
    }

    /** Those among these units that are held up. */
    public List<HeldUp> among(Collection<String> unitIds) {
        return read(Filters.in("_id", unitIds));
    }

    public List<HeldUp> all() {
        return read(Filters.empty());
    }

    /** Those that are to be tried again now. */
    public List<HeldUp> due() {
        return read(Filters.lte(DUE, clock.instant().toString()));
    }

    /** How many events were set aside; after a crash a little too high, never too low. */
    public long events() {
        long events = 0;
        for (Document unit : units().find().projection(Projections.include(EVENTS))) {
            events += unit.get(EVENTS, 0L);
        }
        return events;
    }

    /** The events before these offsets were processed. */
    public void advance(HeldUp unit, Map<TopicPartition, Long> next) {
        List<Bson> updates = new ArrayList<>();
        next.forEach((partition, offset) -> updates.add(Updates.set(FROM + "." + field(partition), offset)));
        if (!updates.isEmpty()) {
            units().updateOne(Filters.eq("_id", unit.unitId()), Updates.combine(updates));
        }
    }

    /** Trying again has failed. */
    public void failedAgain(HeldUp unit, RuntimeException cause) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(unit.failures() + 1, MOST_DOUBLINGS));
        Instant due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        units().updateOne(
                        Filters.eq("_id", unit.unitId()),
                        Updates.combine(
                                Updates.set(CAUSE, text(cause)),
                                Updates.set(DUE, due.toString()),
                                Updates.inc(FAILURES, 1)));
        log.warn("the scores of {} are held up since {}: {}", unit.unitId(), unit.since(), text(cause));
    }

    /** Releases a unit, unless events were set aside since it was read. */
    public boolean release(HeldUp unit) {
        boolean released =
                units().deleteOne(Filters.and(Filters.eq("_id", unit.unitId()), Filters.eq(VERSION, unit.version())))
                                .getDeletedCount()
                        > 0;
        if (released) {
            log.info("the scores of {} go on; they were held up since {}", unit.unitId(), unit.since());
            count();
        }
        return released;
    }

    @Scheduled(fixedDelayString = "${kepu.assessment.held-up.every}")
    void count() {
        number = units().countDocuments();
    }

    private static Bson positions(List<ReceivedEvent> events) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (ReceivedEvent received : events) {
            first.merge(
                    new TopicPartition(received.wire().topic(), received.partition()), received.offset(), Math::min);
        }
        List<Bson> updates = new ArrayList<>();
        first.forEach((partition, offset) -> updates.add(Updates.min(FROM + "." + field(partition), offset)));
        updates.add(Updates.inc(VERSION, 1L));
        updates.add(Updates.inc(EVENTS, (long) events.size()));
        return Updates.combine(updates);
    }

    /** A field's name has no dots. */
    private static String field(TopicPartition partition) {
        return partition.topic().replace('.', ':') + "/" + partition.partition();
    }

    private static TopicPartition partition(String field) {
        int slash = field.lastIndexOf('/');
        return new TopicPartition(
                field.substring(0, slash).replace(':', '.'), Integer.parseInt(field.substring(slash + 1)));
    }

    private static String text(RuntimeException cause) {
        String text = cause.toString();
        return text.substring(0, Math.min(LONGEST_CAUSE, text.length()));
    }

    private static String first(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return "";
        }
        ReceivedEvent first = events.getFirst();
        return "[event %s, %s-%d@%d]"
                .formatted(first.envelope().id(), first.wire().topic(), first.partition(), first.offset());
    }

    private List<HeldUp> read(Bson filter) {
        List<HeldUp> held = new ArrayList<>();
        for (Document unit : units().find(filter)) {
            Map<TopicPartition, Long> from = new HashMap<>();
            unit.get(FROM, new Document()).forEach((field, offset) -> from.put(partition(field), (Long) offset));
            held.add(new HeldUp(
                    unit.getString("_id"),
                    Instant.parse(unit.getString(SINCE)),
                    unit.getString(CAUSE),
                    from,
                    unit.getLong(VERSION),
                    unit.getInteger(FAILURES)));
        }
        return held;
    }

    private MongoCollection<Document> units() {
        return mongo.getCollection("units-held-up");
    }
}
