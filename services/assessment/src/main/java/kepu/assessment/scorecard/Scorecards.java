package kepu.assessment.scorecard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.consume.Isolation;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.AggregateStore.Loaded;
import kepu.defaults.store.AggregateStore.Updated;
import kepu.defaults.store.DomainEvents;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the live cards of this year and the years just before it, and retracts cards that no longer exist.
 *
 * <p>All cards of a batch are read at once, before the facts, and written at once with optimistic locking: on a conflict they
 * are computed again. Whoever finds nothing to change makes all changes of the card that are under way begin again, for they
 * may know fewer facts. An instance refreshes one batch at a time. A card that cannot be stored does not stop the others.
 */
@Component
public class Scorecards {
    private static final Logger log = LoggerFactory.getLogger(Scorecards.class);
    private static final int CHUNK = 50;
    private static final DomainEvents NOTHING = new DomainEvents(Instant.EPOCH, List.of(), null);

    private final ScorecardCalculator calculator;
    private final AggregateStore store;
    private final UnitDirectory directory;
    private final HeldUpUnits heldUp;
    private final MongoOperations mongo;
    private final Clock clock;
    private final JsonMapper json;
    private final int yearsBack;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final ScoresInMemory memory; // guarded by the lock

    Scorecards(
            ScorecardCalculator calculator,
            AggregateStore store,
            UnitDirectory directory,
            HeldUpUnits heldUp,
            MongoOperations mongo,
            Clock clock,
            JsonMapper json,
            @Value("${kepu.assessment.years-back}") int yearsBack,
            @Value("${kepu.assessment.facts-in-memory}") int factsInMemory) {
        this.calculator = calculator;
        this.store = store;
        this.directory = directory;
        this.heldUp = heldUp;
        this.mongo = mongo;
        this.clock = clock;
        this.json = json;
        this.yearsBack = yearsBack;
        this.memory = new ScoresInMemory(factsInMemory, calculator::read);
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
        for (AffectedScores fact : touched.keySet()) {
            int last = fact.lasting() ? thisYear : fact.year();
            for (String unitId : affected.getOrDefault(fact.unitId(), Set.of())) {
                for (int year = fact.year(); year <= Math.min(last, thisYear); year++) {
                    boolean isKept = year >= thisYear - yearsBack;
                    if (isKept || fact.lasting()) {
                        (isKept ? kept : older).add(new VillageYear(unitId, year));
                    }
                }
            }
        }
        return refreshAll(kept, older, new AddedFacts(touched));
    }

    /**
     * Updates the kept cards of a unit from the store, whatever is in memory.
     *
     * @return why one of them cannot be stored
     */
    public Optional<RuntimeException> refresh(String unitId) {
        List<VillageYear> kept = kept(List.of(unitId));
        refreshing.lock();
        try {
            kept.forEach(memory::forget);
            return refreshAll(kept, List.of(), AddedFacts.NONE).values().stream()
                    .findFirst();
        } finally {
            refreshing.unlock();
        }
    }

    /** Facts of a batch. */
    private static final class AddedFacts {
        static final AddedFacts NONE = new AddedFacts(Map.of());

        private final Map<String, Map<AffectedScores, List<Envelope<?>>>> byUnit = new HashMap<>();

        AddedFacts(Map<AffectedScores, List<Envelope<?>>> touched) {
            touched.forEach((scores, facts) -> byUnit.computeIfAbsent(scores.unitId(), _ -> new HashMap<>())
                    .put(scores, facts));
        }

        /** Those that the score of a village's year reads; what applies below their unit is not among them. */
        List<Envelope<?>> of(VillageYear one) {
            List<Envelope<?>> its = new ArrayList<>();
            byUnit.getOrDefault(one.unitId(), Map.of()).forEach((scores, facts) -> {
                if (scores.lasting() || scores.year() == one.year()) {
                    facts.stream()
                            .filter(fact -> !(fact.data() instanceof AppliesBelow))
                            .forEach(its::add);
                }
            });
            return its;
        }
    }

    /** The units whose cards a fact of a unit may change: itself, even if no longer a village, and the villages below it. */
    private Map<String, Set<String>> affected(Set<String> unitIds) {
        Map<String, Set<String>> affected = new HashMap<>();
        directory.find(unitIds).forEach((id, unit) -> {
            Set<String> its = new LinkedHashSet<>(Set.of(id));
            if (unit.kind() != Kind.VILLAGE) {
                its.addAll(directory.villagesEverBelow(id));
            }
            affected.put(id, its);
        });
        return affected;
    }

    /** @param older cards that are no longer updated but were published: they are retracted if they end */
    private Map<String, RuntimeException> refreshAll(
            Collection<VillageYear> kept, Collection<VillageYear> older, AddedFacts added) {
        Set<VillageYear> all = new LinkedHashSet<>(kept);
        all.addAll(older);
        Map<String, RuntimeException> failed = new LinkedHashMap<>();
        refreshing.lock();
        try {
            Isolation.each(all, some -> refreshUntilStored(intersection(kept, some), intersection(older, some), added))
                    .forEach((one, why) -> failed.putIfAbsent(one.unitId(), why));
        } finally {
            memory.forgetTaken();
            refreshing.unlock();
        }
        return failed;
    }

    private static Set<VillageYear> intersection(Collection<VillageYear> these, Collection<VillageYear> those) {
        Set<VillageYear> both = new LinkedHashSet<>(these);
        both.retainAll(those);
        return both;
    }

    private void refreshUntilStored(Set<VillageYear> kept, Set<VillageYear> older, AddedFacts added) {
        Set<VillageYear> left = refreshNow(kept, older, added);
        while (!left.isEmpty()) {
            left = refreshNow(intersection(kept, left), intersection(older, left), added);
        }
    }

    /** Answers which cards must be looked at once more, for somebody else may have known more facts meanwhile. */
    private Set<VillageYear> refreshNow(Set<VillageYear> kept, Set<VillageYear> older, AddedFacts added) {
        Command command = Command.internal(clock, "assessment");
        Map<String, Loaded<StoredCard>> before = new HashMap<>();
        store.load(command, StoredCard.class, ids(kept, older))
                .forEach(card -> before.put(card.aggregate().id(), card));
        List<VillageYear> told =
                older.stream().filter(one -> isThere(before, one)).toList();
        LocalDate today = calculator.today();
        Map<VillageYear, Scorecard> computed = calculator.running(
                today,
                Stream.concat(kept.stream(), told.stream()).toList(),
                one -> memory.take(one, card(before, one), added.of(one)));
        Set<VillageYear> again = new LinkedHashSet<>();
        Map<Loaded<StoredCard>, DomainEvents> changes = new LinkedHashMap<>();
        for (VillageYear one : kept) {
            Scorecard card = computed.get(one);
            Loaded<StoredCard> was = before.get(StoredCard.id(one));
            if (was != null) {
                changes.put(was, change(was.aggregate(), card, today, command.now()));
            } else if (card != null) {
                create(command, one, card);
                again.add(one); // whoever found nothing to store could not fence a card that was not there
            }
        }
        for (VillageYear one : told) {
            Loaded<StoredCard> was = requireNonNull(before.get(StoredCard.id(one)));
            boolean isStill = computed.containsKey(one);
            changes.put(was, isStill ? NOTHING : was.aggregate().retract(today, command.now()));
        }
        Map<String, Updated> updated = store.updateAll(command, StoredCard.class, changes);
        for (Loaded<StoredCard> was : changes.keySet()) {
            VillageYear one = was.aggregate().villageYear();
            Updated now = updated.get(was.aggregate().id());
            if (now == null) {
                again.add(one);
            } else {
                memory.putBack(one, now.version(), now.fence());
            }
        }
        return again;
    }

    private static List<String> ids(Collection<VillageYear> some, Collection<VillageYear> others) {
        return Stream.concat(some.stream(), others.stream()).map(StoredCard::id).toList();
    }

    private static @Nullable StoredCard card(Map<String, Loaded<StoredCard>> cards, VillageYear one) {
        Loaded<StoredCard> loaded = cards.get(StoredCard.id(one));
        return loaded == null ? null : loaded.aggregate();
    }

    private static boolean isThere(Map<String, Loaded<StoredCard>> cards, VillageYear one) {
        StoredCard card = card(cards, one);
        return card != null && card.exists();
    }

    private DomainEvents change(StoredCard stored, @Nullable Scorecard card, LocalDate today, Instant now) {
        return card == null ? stored.retract(today, now) : update(stored, card, now);
    }

    private void create(Command command, VillageYear one, Scorecard card) {
        String id = StoredCard.id(one);
        store.createOrUpdate(
                command,
                StoredCard.class,
                id,
                () -> new StoredCard(id, one.unitId(), one.year()),
                stored -> update(stored, card, command.now()));
    }

    private DomainEvents update(StoredCard stored, Scorecard card, Instant now) {
        return stored.update(
                card, new String(CanonicalCard.of(card), UTF_8), json.writeValueAsString(CardView.of(card)), now);
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
        for (int from = 0; from < missing.size(); from += CHUNK) {
            calculator
                    .in(view, missing.subList(from, Math.min(missing.size(), from + CHUNK)))
                    .forEach((village, card) -> cards.put(village.unitId(), card.withoutIndicators()));
        }
        return unitIds.stream()
                .flatMap(unitId -> Optional.ofNullable(cards.get(unitId)).stream())
                .toList();
    }

    /**
     * Scores depend on the day: at start and soon after every full hour the kept cards are brought to today. A failure is
     * logged and retried an hour later; until then readers get a computed card.
     */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 1 * * * *", zone = "${kepu.zone}")
    void refreshForToday() {
        LocalDate today = calculator.today();
        refreshInChunks(some -> refreshForToday(some, today));
    }

    /** Computes all kept cards anew from the store, whatever day they are of. */
    public void recomputeKept() {
        refreshInChunks(some -> refreshAll(kept(some), List.of(), AddedFacts.NONE));
    }

    private void refreshInChunks(Function<List<String>, Map<String, RuntimeException>> refresh) {
        LocalDate today = calculator.today();
        List<String> villages = directory.villages();
        for (int from = 0; from < villages.size(); from += CHUNK) {
            List<String> some = villages.subList(from, Math.min(villages.size(), from + CHUNK));
            try {
                hold(refresh.apply(some));
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
            hold(refreshAll(withoutVillage(new HashSet<>(villages), today), List.of(), AddedFacts.NONE));
        } catch (RuntimeException e) {
            log.error("the cards of units that are no villages still wait for {}", today, e);
        }
    }

    private void hold(Map<String, RuntimeException> failed) {
        failed.forEach((unitId, why) -> heldUp.hold(unitId, why, List.of()));
    }

    /** Kept cards of an earlier day whose unit is no village any more. */
    private List<VillageYear> withoutVillage(Set<String> villages, LocalDate today) {
        Query left = query(where("year")
                .gte(today.getYear() - yearsBack)
                .and("canonical")
                .exists(true)
                .and("asOf")
                .ne(today.toString()));
        left.fields().include("unitId", "year");
        return mongo.find(left, Document.class, mongo.getCollectionName(StoredCard.class)).stream()
                .filter(card -> !villages.contains(card.getString("unitId")))
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
        return refreshAll(
                kept.stream()
                        .filter(card -> !current.contains(StoredCard.id(card)))
                        .toList(),
                List.of(),
                AddedFacts.NONE);
    }
}
