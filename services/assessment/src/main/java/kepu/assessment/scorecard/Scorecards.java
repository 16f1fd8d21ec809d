package kepu.assessment.scorecard;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the live cards of this year and the years just before it, and retracts cards that no longer exist. */
@Component
public class Scorecards {
    private static final Logger log = LoggerFactory.getLogger(Scorecards.class);
    private static final int CHUNK = 50;

    private final ScorecardCalculator calculator;
    private final SharedFacts shared;
    private final AggregateStore store;
    private final UnitDirectory directory;
    private final HeldUpUnits heldUp;
    private final MongoOperations mongo;
    private final JsonMapper json;
    private final int yearsBack;
    private final CardRefresher refresher;

    Scorecards(
            ScorecardCalculator calculator,
            SharedFacts shared,
            AggregateStore store,
            UnitDirectory directory,
            HeldUpUnits heldUp,
            MongoOperations mongo,
            Clock clock,
            JsonMapper json,
            @Value("${kepu.assessment.years-back}") int yearsBack,
            @Value("${kepu.assessment.facts-in-memory}") int factsInMemory) {
        this.calculator = calculator;
        this.shared = shared;
        this.store = store;
        this.directory = directory;
        this.heldUp = heldUp;
        this.mongo = mongo;
        this.json = json;
        this.yearsBack = yearsBack;
        this.refresher = new CardRefresher(calculator, store, clock, json, factsInMemory);
    }

    /**
     * Updates every kept card that these facts may change.
     *
     * @param touched facts that were stored, by the scores that they affect
     * @return the units of which a card cannot be stored, and why
     */
    public Map<String, RuntimeException> refresh(Map<AffectedScores, List<Envelope<?>>> touched) {
        int thisYear = calculator.today().getYear();
        Map<String, Set<String>> affected =
                affected(touched.keySet().stream().map(AffectedScores::unitId).collect(Collectors.toSet()));
        Set<VillageYear> kept = new LinkedHashSet<>();
        Set<VillageYear> older = new LinkedHashSet<>();
        int firstKept = thisYear - yearsBack;
        touched.forEach((fact, its) -> {
            int first = isNamedInEarlierYears(its) ? Math.min(fact.year(), firstKept) : fact.year();
            int last = fact.lasting() ? thisYear : fact.year();
            for (String unitId : affected.getOrDefault(fact.unitId(), Set.of())) {
                for (int year = first; year <= Math.min(last, thisYear); year++) {
                    boolean isKept = year >= firstKept;
                    if (isKept || fact.lasting()) {
                        (isKept ? kept : older).add(new VillageYear(unitId, year));
                    }
                }
            }
        });
        return refresher.refresh(kept, older, new AddedFacts(touched));
    }

    /** A training before somebody came back may be entered later, with the membership that they have since. */
    private static boolean isNamedInEarlierYears(List<Envelope<?>> facts) {
        return facts.stream().anyMatch(fact -> fact.data() instanceof VolunteerEnlisted);
    }

    /**
     * Updates the kept cards of a unit from the store, whatever is in memory.
     *
     * @return why one of them cannot be stored
     */
    public Optional<RuntimeException> refresh(String unitId) {
        return refresher.refreshFromStore(kept(List.of(unitId))).values().stream()
                .findFirst();
    }

    /** The units whose cards a fact of a unit may change: itself, even if not assessed any more, and those below it. */
    private Map<String, Set<String>> affected(Set<String> unitIds) {
        Map<String, Set<String>> affected = new HashMap<>();
        shared.now(calculator.today()).find(unitIds).forEach((id, unit) -> {
            Set<String> its = new LinkedHashSet<>(Set.of(id));
            if (unit.kind() != Kind.VILLAGE) {
                its.addAll(directory.everBelow(id, Schemes.ASSESSED.keySet()));
            }
            affected.put(id, its);
        });
        return affected;
    }

    private List<StoredCard> stored(Collection<VillageYear> wanted) {
        return mongo.find(
                query(where("_id").in(wanted.stream().map(StoredCard::id).toList())), StoredCard.class);
    }

    /** Live cards without their indicators; retracted ones are not among them. */
    <V> ListAnswer<V> list(ListRequest<StoredCard> request, Function<Scorecard, V> view) {
        return request.where(Filters.ne("canonical", null))
                .answer(cards ->
                        cards.stream().map(StoredCard::summary).map(view).toList());
    }

    /** The live card in its form for people: the stored one if it is today's, else computed. */
    Optional<String> live(VillageYear wanted) {
        LocalDate today = calculator.today();
        return store.find(StoredCard.class, StoredCard.id(wanted))
                .filter(card -> card.isAsOf(today))
                .map(StoredCard::json)
                .or(() -> calculator.live(wanted).map(card -> json.writeValueAsString(CardView.of(card))));
    }

    /**
     * The view to compute: as of a day, by default today, as known by an instant, by default all that is known.
     *
     * @throws kepu.defaults.Rejection 422 {@code as-of-in-future}
     */
    public View view(Optional<LocalDate> asOf, Optional<Instant> knownBy) {
        return calculator.view(asOf, knownBy);
    }

    /** The scheme in force now for a unit's year. */
    public Scheme inForce(String unitId, int year) {
        return calculator.inForce(new VillageYear(unitId, year));
    }

    /** The scheme in force for a year of the units of a county, as known in a view. */
    public Scheme inForce(String county, int year, View view, Subject subject) {
        return calculator.inForce(county, year, view, subject);
    }

    /**
     * Cards of several units in a view, computed by a scheme and without their indicators; nothing is stored.
     *
     * @param scheme its id and version
     */
    public List<Scorecard> tried(Collection<String> unitIds, int year, View view, String scheme) {
        List<VillageYear> wanted =
                unitIds.stream().map(unitId -> new VillageYear(unitId, year)).toList();
        return chunks(wanted).stream()
                .flatMap(some -> calculator.in(view, some, Optional.of(scheme)).values().stream())
                .map(Scorecard::withoutIndicators)
                .toList();
    }

    /** What an inspector may want to look at in the year of each village that has a live card of it. */
    public Map<String, List<IntegrityFlag>> flags(Collection<String> unitIds, int year) {
        List<VillageYear> live = stored(
                        unitIds.stream().map(id -> new VillageYear(id, year)).toList())
                .stream()
                .filter(StoredCard::exists)
                .map(StoredCard::villageYear)
                .toList();
        Map<String, List<IntegrityFlag>> flags = new HashMap<>();
        calculator.flags(live).forEach((one, its) -> flags.put(one.unitId(), its));
        return flags;
    }

    /** Cards of several villages in a view, without their indicators; live ones are read if they were stored today. */
    public List<Scorecard> summaries(Collection<String> unitIds, int year, View view) {
        List<VillageYear> wanted =
                unitIds.stream().map(unitId -> new VillageYear(unitId, year)).toList();
        LocalDate today = calculator.today();
        Map<String, Scorecard> cards = new HashMap<>();
        if (view.equals(View.asOf(today))) {
            stored(wanted).stream()
                    .filter(card -> card.isAsOf(today))
                    .forEach(card -> cards.put(card.unitId(), card.summary()));
        }
        List<VillageYear> missing = wanted.stream()
                .filter(village -> !cards.containsKey(village.unitId()))
                .toList();
        for (List<VillageYear> some : chunks(missing)) {
            calculator
                    .in(view, some, Optional.empty())
                    .forEach((village, card) -> cards.put(village.unitId(), card.withoutIndicators()));
        }
        return unitIds.stream()
                .flatMap(unitId -> Optional.ofNullable(cards.get(unitId)).stream())
                .toList();
    }

    /** A live card, and its form for people. */
    public record CardOfYear(Scorecard card, String json) {}

    /** Live cards of villages by unit, each with its form for people; those are read that were stored today. */
    public Map<String, CardOfYear> cards(Collection<String> unitIds, int year) {
        LocalDate today = calculator.today();
        Map<String, CardOfYear> cards = new HashMap<>();
        for (StoredCard card : stored(
                unitIds.stream().map(unitId -> new VillageYear(unitId, year)).toList())) {
            String form = card.json();
            if (form != null && card.isAsOf(today)) {
                cards.put(card.unitId(), new CardOfYear(card.summary(), form));
            }
        }
        List<VillageYear> missing = unitIds.stream()
                .filter(unitId -> !cards.containsKey(unitId))
                .map(unitId -> new VillageYear(unitId, year))
                .toList();
        for (List<VillageYear> some : chunks(missing)) {
            calculator
                    .live(some)
                    .forEach((village, card) -> cards.put(
                            village.unitId(), new CardOfYear(card, json.writeValueAsString(CardView.of(card)))));
        }
        return cards;
    }

    /**
     * Scores depend on the day: at start and soon after every full hour the kept cards are brought to today. A failure is
     * logged and retried an hour later; until then readers get a computed card.
     */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 1 * * * *", zone = "${kepu.zone}")
    void refreshForToday() {
        LocalDate today = calculator.today();
        List<String> villages = directory.of(Schemes.ASSESSED.keySet());
        for (List<String> some : chunks(villages)) {
            try {
                hold(refreshForToday(some, today));
            } catch (RuntimeException e) {
                log.error(
                        "the cards of {} villages from {} on still wait for {}",
                        some.size(),
                        some.getFirst(),
                        today,
                        e);
            }
        }
        try {
            Criteria ofAnEarlierDay = where("asOf").ne(today.toString());
            hold(refresher.refresh(withoutVillage(villages, ofAnEarlierDay), List.of(), AddedFacts.NONE));
        } catch (RuntimeException e) {
            log.error("the cards of units that are no villages still wait for {}", today, e);
        }
    }

    /**
     * Computes all kept cards anew from the store, whatever day they are of. A card that can never be stored is held up.
     *
     * @throws RuntimeException if the store is away meanwhile: then not all of them are
     */
    public void recomputeKept() {
        List<String> villages = directory.of(Schemes.ASSESSED.keySet());
        chunks(villages).forEach(some -> hold(refresher.refreshFromStore(kept(some))));
        hold(refresher.refreshFromStore(withoutVillage(villages, new Criteria())));
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        return all.stream().gather(Gatherers.windowFixed(CHUNK)).toList();
    }

    private void hold(Map<String, RuntimeException> failed) {
        failed.forEach((unitId, why) -> heldUp.hold(unitId, why, List.of()));
    }

    /** Kept cards whose unit is not assessed any more. */
    private List<VillageYear> withoutVillage(Collection<String> villages, Criteria which) {
        Set<String> those = new HashSet<>(villages);
        int firstYear = calculator.today().getYear() - yearsBack;
        Query left = query(new Criteria()
                .andOperator(where("year").gte(firstYear).and("canonical").exists(true), which));
        left.fields().include("unitId", "year");
        return mongo.find(left, Document.class, mongo.getCollectionName(StoredCard.class)).stream()
                .filter(card -> !those.contains(card.getString("unitId")))
                .map(card -> new VillageYear(card.getString("unitId"), card.getInteger("year")))
                .toList();
    }

    private List<VillageYear> kept(List<String> unitIds) {
        int thisYear = calculator.today().getYear();
        return IntStream.rangeClosed(thisYear - yearsBack, thisYear)
                .boxed()
                .flatMap(year -> unitIds.stream().map(unitId -> new VillageYear(unitId, year)))
                .toList();
    }

    private Map<String, RuntimeException> refreshForToday(List<String> villages, LocalDate today) {
        List<VillageYear> kept = kept(villages);
        Set<String> current = stored(kept).stream()
                .filter(card -> card.isAsOf(today))
                .map(StoredCard::id)
                .collect(Collectors.toSet());
        return refresher.refresh(
                kept.stream()
                        .filter(card -> !current.contains(StoredCard.id(card)))
                        .toList(),
                List.of(),
                AddedFacts.NONE);
    }
}
