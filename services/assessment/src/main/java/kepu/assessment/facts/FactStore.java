package kepu.assessment.facts;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.assessment.edition.Edition;
import kepu.assessment.facts.FactPartitions.FactPartition;
import kepu.assessment.facts.FactPartitions.IdRange;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.FactVersion;
import kepu.defaults.consume.ReceivedEvent;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The facts behind scores: a document each, whose id begins with unit, year and kind and ends with the event id, so that a
 * unit's year is a range of ids. Adding is idempotent and independent of order. The store can be rebuilt from the journal.
 *
 * <p>An earlier version kept the facts of a unit, year and kind in one document. Such documents lie in the same ranges; they
 * are read and no longer written.
 */
@Component
public class FactStore {
    private static final int DUPLICATE_KEY = 11000;
    private static final String UNIT = "unitId";
    private static final String FACTS_OF_EARLIER_VERSION = "facts";

    private final MongoOperations mongo;
    private final Edition edition;
    private final ZoneId zone;

    FactStore(MongoOperations mongo, Edition edition, ZoneId zone) {
        this.mongo = mongo;
        this.edition = edition;
        this.zone = zone;
    }

    /**
     * Scores that a batch of facts affects.
     *
     * @param unitId the unit whose score may change; for what a county states also the units below
     * @param year the year of the facts; for lasting facts the first year that may change
     * @param lasting whether later years may change too
     */
    public record AffectedScores(String unitId, int year, boolean lasting) {}

    /** Adds facts; those already stored stay unchanged. Answers them by the scores that they affect. */
    public Map<AffectedScores, List<Envelope<?>>> add(List<ReceivedEvent> events) {
        Map<String, Document> documents = new LinkedHashMap<>();
        Map<AffectedScores, List<Envelope<?>>> affected = new LinkedHashMap<>();
        boolean ofCounty = false;
        for (ReceivedEvent received : events) {
            Envelope<?> envelope = received.envelope();
            for (FactPartition partition : FactPartitions.of(envelope, zone)) {
                ofCounty |= partition.ofCounty();
                String id = partition.idOf(envelope.id());
                documents.put(id, fact(id, received));
                affected.computeIfAbsent(
                                new AffectedScores(partition.unitId(), partition.year(), partition.lasting()),
                                _ -> new ArrayList<>())
                        .add(envelope);
            }
        }
        if (!documents.isEmpty()) {
            insertMissing(List.copyOf(documents.values()));
        }
        if (ofCounty) { // also if they were stored before: whoever stored them may not have come to this
            edition.change();
        }
        return affected;
    }

    private void insertMissing(List<Document> documents) {
        try {
            facts().insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    /** The year to which an event belongs: the one of which scores read it, by its date if they read it of several or of none. */
    public int yearOf(Envelope<?> envelope) {
        Set<Integer> years = FactPartitions.of(envelope, zone).stream()
                .filter(partition -> !partition.lasting())
                .map(FactPartition::year)
                .collect(Collectors.toSet());
        int ofDate = LocalDate.ofInstant(envelope.occurredAt(), zone).getYear();
        return years.isEmpty() || years.contains(ofDate) ? ofDate : Collections.min(years);
    }

    /** Whether any score may need it. */
    public boolean isFact(Envelope<?> envelope) {
        return !FactPartitions.of(envelope, zone).isEmpty();
    }

    /**
     * A unit's year.
     *
     * @param county whose windows, programmes and calendars apply, if known
     */
    public record UnitYearQuery(String unitId, int year, Optional<String> county) {}

    /** All facts that the scores of these units' years need. */
    public Map<UnitYearQuery, List<Envelope<?>>> of(Collection<UnitYearQuery> wanted) {
        Map<String, Map<Integer, List<Envelope<?>>>> ofCounties = new HashMap<>();
        Map<String, List<Envelope<?>>> lasting = new HashMap<>();
        Map<UnitYearQuery, List<Envelope<?>>> facts = new HashMap<>();
        for (UnitYearQuery one : wanted) {
            List<Envelope<?>> its = new ArrayList<>(lasting.computeIfAbsent(one.unitId(), this::lasting));
            its.addAll(ofYear(one.unitId(), one.year()));
            one.county()
                    .map(county -> ofCounties
                            .computeIfAbsent(county, _ -> new HashMap<>())
                            .computeIfAbsent(one.year(), year -> ofCounty(county, year)))
                    .ifPresent(its::addAll);
            facts.put(one, its);
        }
        return facts;
    }

    /** The facts of a unit that its score in a year needs, without those of its county. */
    public List<Envelope<?>> own(String unitId, int year) {
        List<Envelope<?>> own = new ArrayList<>(lasting(unitId));
        own.addAll(ofYear(unitId, year));
        return own;
    }

    /** The lasting facts of a unit. */
    public List<Envelope<?>> lasting(String unitId) {
        return read(new FactPartition(unitId, 0, FactPartitions.LASTING).ids(), unitId);
    }

    /** The facts of a unit of one family that belong to a year; of those that last none. */
    public List<Envelope<?>> ofFamily(String unitId, int year, Class<? extends DomainEvent> family) {
        return read(new FactPartition(unitId, year, FactPartitions.kind(Contracts.topicOf(family))).ids(), unitId);
    }

    /**
     * Whether anything of a unit happened in the year, of what belongs to years. What a later year's fact says of it, such as an
     * archive entry of January, is not enough.
     */
    public boolean hasFactsOf(String unitId, int year) {
        String from = LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().toString();
        String until =
                LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant().toString();
        Bson happened = Filters.or(
                Filters.and(Filters.gte("occurredAt", from), Filters.lt("occurredAt", until)),
                Filters.exists(FACTS_OF_EARLIER_VERSION));
        return facts().find(Filters.and(within(FactPartitions.idsOfYear(unitId, year), unitId), happened))
                        .first()
                != null;
    }

    /** What a county states for a year of the units below it: windows, programmes, calendars and schemes. */
    public List<Envelope<?>> ofCounty(String county, int year) {
        List<Envelope<?>> its = new ArrayList<>();
        FactPartitions.idsOfCounty(county, year).forEach(ids -> its.addAll(read(ids, county)));
        return its;
    }

    /** What applies below a unit is not its own. */
    private List<Envelope<?>> ofYear(String unitId, int year) {
        return read(FactPartitions.idsOfYear(unitId, year), unitId).stream()
                .filter(envelope -> !(envelope.data() instanceof AppliesBelow))
                .toList();
    }

    private List<Envelope<?>> read(IdRange ids, String unitId) {
        List<Envelope<?>> facts = new ArrayList<>();
        for (Document fact : facts().find(within(ids, unitId))) {
            Document several = fact.get(FACTS_OF_EARLIER_VERSION, Document.class);
            if (several == null) {
                String id = fact.getString("_id");
                facts.add(read(unitId, id.substring(id.lastIndexOf('|') + 1), fact));
            } else {
                several.forEach((id, one) -> facts.add(read(unitId, id, (Document) one)));
            }
        }
        return facts;
    }

    /** Sharded by unit: with it a query goes to one shard. */
    private static Document within(IdRange ids, String unitId) {
        return new Document("_id", new Document("$gte", ids.from()).append("$lt", ids.until())).append(UNIT, unitId);
    }

    /** Of each fact of a kind the version with the highest (epoch, sequence), a withdrawal too. */
    public static Collection<Envelope<?>> holding(
            Collection<? extends Envelope<?>> facts, Class<? extends FactVersion> kind) {
        Map<String, Envelope<?>> newest = new LinkedHashMap<>();
        for (Envelope<?> fact : facts) {
            if (kind.isInstance(fact.data())) {
                newest.merge(kind.cast(fact.data()).factId(), fact, (a, b) -> isNewer(b, a) ? b : a);
            }
        }
        return newest.values();
    }

    /** Whether an event of the same subject was told later. */
    public static boolean isNewer(Envelope<?> one, Envelope<?> other) {
        return one.epoch() != other.epoch() ? one.epoch() > other.epoch() : one.sequence() > other.sequence();
    }

    private static Document fact(String id, ReceivedEvent received) {
        Envelope<?> envelope = received.envelope();
        return new Document("_id", id)
                .append(UNIT, envelope.unitId())
                .append("type", received.wire().headers().get("ce_type"))
                .append("subject", envelope.subject())
                .append("occurredAt", envelope.occurredAt().toString())
                .append("recordedAt", envelope.recordedAt().toString())
                .append("epoch", envelope.epoch())
                .append("sequence", envelope.sequence())
                .append("actor", envelope.actor())
                .append("correlationId", envelope.correlationId())
                .append("value", received.wire().value());
    }

    private static Envelope<?> read(String unitId, String id, Document fact) {
        return new Envelope<>(
                UUID.fromString(id),
                fact.getString("subject"),
                Instant.parse(fact.getString("occurredAt")),
                Instant.parse(fact.getString("recordedAt")),
                fact.getLong("epoch"),
                fact.getLong("sequence"),
                unitId,
                fact.getString("actor"),
                fact.getString("correlationId"),
                null,
                null,
                EventCodec.event(fact.getString("type"), fact.getString("value")));
    }

    private MongoCollection<Document> facts() {
        return mongo.getCollection("facts");
    }
}
