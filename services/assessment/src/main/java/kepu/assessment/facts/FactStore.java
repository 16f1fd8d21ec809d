package kepu.assessment.facts;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import kepu.assessment.edition.Edition;
import kepu.assessment.facts.FactPartitions.FactPartition;
import kepu.assessment.facts.FactPartitions.IdRange;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.WireInstant;
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

    /** Of as many units the facts are read by one query. */
    private static final int UNITS_AT_ONCE = 50;

    private static final String UNIT = "unitId";
    private static final String SUBJECT = "subject";
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

    /** All facts that the scores of these units' years need; a few queries, however many units there are. */
    public Map<UnitYearQuery, List<Envelope<?>>> of(Collection<UnitYearQuery> wanted) {
        Map<String, Map<Integer, List<Envelope<?>>>> ofCounties = new HashMap<>();
        Map<String, List<Envelope<?>>> lasting = read(
                wanted.stream().map(UnitYearQuery::unitId).toList(),
                unitId -> List.of(lastingIds(unitId)),
                new Document());
        Map<Integer, Map<String, List<Envelope<?>>>> ofYears = new HashMap<>();
        wanted.stream()
                .collect(Collectors.groupingBy(
                        UnitYearQuery::year, Collectors.mapping(UnitYearQuery::unitId, Collectors.toList())))
                .forEach((year, unitIds) -> ofYears.put(
                        year,
                        read(unitIds, unitId -> List.of(FactPartitions.idsOfYear(unitId, year)), new Document())));
        Map<UnitYearQuery, List<Envelope<?>>> facts = new HashMap<>();
        for (UnitYearQuery one : wanted) {
            List<Envelope<?>> its = new ArrayList<>(lasting.getOrDefault(one.unitId(), List.of()));
            its.addAll(withoutWhatApplies(
                    ofYears.getOrDefault(one.year(), Map.of()).getOrDefault(one.unitId(), List.of())));
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
        return read(lastingIds(unitId), unitId);
    }

    private static IdRange lastingIds(String unitId) {
        return new FactPartition(unitId, 0, FactPartitions.LASTING).ids();
    }

    /** The lasting facts of units of one family, by unit; a few queries, however many units there are. */
    public Map<String, List<Envelope<?>>> lasting(Collection<String> unitIds, Class<? extends DomainEvent> family) {
        String topic = Contracts.topicOf(family);
        List<String> types = Contracts.all().stream()
                .filter(contract -> contract.topic().equals(topic))
                .map(Contracts.Contract::type)
                .toList();
        return read(
                unitIds,
                unitId -> List.of(lastingIds(unitId)),
                Filters.or(Filters.in("type", types), Filters.exists(FACTS_OF_EARLIER_VERSION)));
    }

    /**
     * The facts of units of some families that belong to a year, by unit; of those that last none. A few queries, however many
     * units there are.
     */
    public Map<String, List<Envelope<?>>> ofFamilies(
            Collection<String> unitIds, int year, Collection<Class<? extends DomainEvent>> families) {
        List<String> kinds = families.stream()
                .map(family -> FactPartitions.kind(Contracts.topicOf(family)))
                .toList();
        return read(
                unitIds,
                unitId -> kinds.stream()
                        .map(kind -> new FactPartition(unitId, year, kind).ids())
                        .toList(),
                new Document());
    }

    /** The facts of a unit of one family that belong to a year; of those that last none. */
    public List<Envelope<?>> ofFamily(String unitId, int year, Class<? extends DomainEvent> family) {
        return read(new FactPartition(unitId, year, FactPartitions.kind(Contracts.topicOf(family))).ids(), unitId);
    }

    /** The facts of a unit that tell of a subject, of whatever year: all of the unit's are looked through, so for a few questions. */
    public List<Envelope<?>> about(String unitId, String subject) {
        Document ofUnit = within(FactPartitions.idsOfUnit(unitId)).append(UNIT, unitId);
        Bson which = Filters.or(Filters.eq(SUBJECT, subject), Filters.exists(FACTS_OF_EARLIER_VERSION));
        List<Envelope<?>> facts = new ArrayList<>();
        for (Document fact : facts().find(Filters.and(ofUnit, which))) {
            read(unitId, fact).stream()
                    .filter(envelope -> envelope.subject().equals(subject))
                    .forEach(facts::add);
        }
        return facts;
    }

    /**
     * Whether anything of one of these units happened in the year, of what belongs to years. What a later year's fact says of it,
     * such as an archive entry of January, is not enough.
     */
    public boolean hasFactsOf(Collection<String> unitIds, int year) {
        String from = LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().toString();
        String until =
                LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant().toString();
        Bson happened = Filters.or(
                Filters.and(Filters.gte("occurredAt", from), Filters.lt("occurredAt", until)),
                Filters.exists(FACTS_OF_EARLIER_VERSION));
        return some(unitIds)
                .map(units -> within(units, unitId -> List.of(FactPartitions.idsOfYear(unitId, year))))
                .anyMatch(which -> facts().find(Filters.and(which, happened)).first() != null);
    }

    /** What a county states for a year of the units below it: windows, programmes, calendars and schemes. */
    public List<Envelope<?>> ofCounty(String county, int year) {
        return read(List.of(county), its -> FactPartitions.idsOfCounty(its, year), new Document())
                .getOrDefault(county, List.of());
    }

    /** What applies below a unit is not its own. */
    private List<Envelope<?>> ofYear(String unitId, int year) {
        return withoutWhatApplies(read(FactPartitions.idsOfYear(unitId, year), unitId));
    }

    private static List<Envelope<?>> withoutWhatApplies(List<Envelope<?>> facts) {
        return facts.stream()
                .filter(envelope -> !(envelope.data() instanceof AppliesBelow))
                .toList();
    }

    /** By unit, those within some ranges of its ids that satisfy a condition. */
    private Map<String, List<Envelope<?>>> read(
            Collection<String> unitIds, Function<String, List<IdRange>> ranges, Bson condition) {
        Map<String, List<Envelope<?>>> facts = new HashMap<>();
        some(unitIds).forEach(units -> {
            for (Document fact : facts().find(Filters.and(within(units, ranges), condition))) {
                String unitId = fact.getString(UNIT);
                facts.computeIfAbsent(unitId, _ -> new ArrayList<>()).addAll(read(unitId, fact));
            }
        });
        return facts;
    }

    private static Stream<List<String>> some(Collection<String> unitIds) {
        return unitIds.stream().distinct().gather(Gatherers.windowFixed(UNITS_AT_ONCE));
    }

    private static Bson within(List<String> units, Function<String, List<IdRange>> ranges) {
        return Filters.and(
                Filters.in(UNIT, units),
                Filters.or(units.stream()
                        .flatMap(unitId -> ranges.apply(unitId).stream())
                        .<Bson>map(FactStore::within)
                        .toList()));
    }

    private List<Envelope<?>> read(IdRange ids, String unitId) {
        List<Envelope<?>> facts = new ArrayList<>();
        for (Document fact : facts().find(within(ids).append(UNIT, unitId))) {
            facts.addAll(read(unitId, fact));
        }
        return facts;
    }

    /** One, or all that a document of an earlier version holds. */
    private static List<Envelope<?>> read(String unitId, Document fact) {
        Document several = fact.get(FACTS_OF_EARLIER_VERSION, Document.class);
        if (several == null) {
            String id = fact.getString("_id");
            return List.of(read(unitId, id.substring(id.lastIndexOf('|') + 1), fact));
        }
        List<Envelope<?>> facts = new ArrayList<>();
        several.forEach((id, one) -> facts.add(read(unitId, id, (Document) one)));
        return facts;
    }

    /** Asked for with its unit: sharded by unit, a query then goes to one shard. */
    private static Document within(IdRange ids) {
        return new Document("_id", new Document("$gte", ids.from()).append("$lt", ids.until()));
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
                .append(SUBJECT, envelope.subject())
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
                fact.getString(SUBJECT),
                WireInstant.parse(fact.getString("occurredAt")),
                WireInstant.parse(fact.getString("recordedAt")),
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
