package kepu.assessment.scorecard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.assessment.facts.FactStore.Touched;
import kepu.assessment.scoring.CanonicalCard;
import kepu.assessment.scoring.Scorecard;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.defaults.Command;
import kepu.defaults.store.AggregateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the live cards of this year and the years just before it.
 *
 * <p>A card is read before the facts and written on condition that it is still the same: whoever writes last has seen
 * all facts, whatever ran at the same time.
 */
@Component
public class Scorecards {
    private static final Logger log = LoggerFactory.getLogger(Scorecards.class);

    private final Scoring scoring;
    private final AggregateStore store;
    private final UnitDirectory directory;
    private final MongoOperations mongo;
    private final Clock clock;
    private final JsonMapper json;
    private final int yearsBack;

    Scorecards(
            Scoring scoring,
            AggregateStore store,
            UnitDirectory directory,
            MongoOperations mongo,
            Clock clock,
            JsonMapper json,
            @Value("${kepu.assessment.years-back}") int yearsBack) {
        this.scoring = scoring;
        this.store = store;
        this.directory = directory;
        this.mongo = mongo;
        this.clock = clock;
        this.json = json;
        this.yearsBack = yearsBack;
    }

    /** Brings every kept card up to date that these facts may change. */
    public void refresh(Collection<Touched> touched) {
        int thisYear = scoring.today().getYear();
        touched.stream()
                .flatMap(fact -> IntStream.rangeClosed(fact.year(), fact.lasting() ? thisYear : fact.year())
                        .filter(year -> year >= thisYear - yearsBack && year <= thisYear)
                        .boxed()
                        .flatMap(year ->
                                villages(fact.unitId()).stream().map(village -> new VillageYear(village, year))))
                .distinct()
                .forEach(this::refresh);
    }

    private record VillageYear(String villageId, int year) {}

    private List<String> villages(String unitId) {
        return directory.villagesEverBelow(unitId).stream().map(Unit::id).toList();
    }

    private void refresh(VillageYear villageYear) {
        String unitId = villageYear.villageId();
        int year = villageYear.year();
        String id = StoredCard.id(unitId, year);
        Command command = Command.internal(clock, "assessment");
        if (store.find(StoredCard.class, id).isEmpty()
                && scoring.live(unitId, year).isEmpty()) {
            return;
        }
        store.createOrUpdate(
                command,
                StoredCard.class,
                id,
                () -> new StoredCard(id, unitId, year),
                stored -> scoring.live(unitId, year)
                        .map(card -> stored.become(
                                card,
                                new String(CanonicalCard.of(card), UTF_8),
                                json.writeValueAsString(CardView.of(card)),
                                command.now()))
                        .orElseThrow(() -> new IllegalStateException("the card of " + unitId + " has gone")));
    }

    /** The live card in its form for people: the stored one if it is today's, else computed. */
    public Optional<String> live(String unitId, int year) {
        LocalDate today = scoring.today();
        return store.find(StoredCard.class, StoredCard.id(unitId, year))
                .filter(card -> card.isOf(today))
                .map(StoredCard::json)
                .or(() -> scoring.live(unitId, year).map(card -> json.writeValueAsString(CardView.of(card))));
    }

    /** Live cards of several villages without their indicators: the stored ones, or computed where none is kept. */
    public List<Scorecard> summaries(Collection<String> unitIds, int year) {
        Map<String, Scorecard> stored = mongo
                .find(
                        query(where("_id")
                                .in(unitIds.stream()
                                        .map(unitId -> StoredCard.id(unitId, year))
                                        .toList())),
                        StoredCard.class)
                .stream()
                .map(StoredCard::summary)
                .collect(Collectors.toMap(Scorecard::unitId, card -> card));
        return unitIds.stream()
                .flatMap(
                        unitId -> Optional.ofNullable(stored.get(unitId)).or(() -> scoring.live(unitId, year)).stream())
                .toList();
    }

    /** Each day has its own score: shortly after midnight, and at start, cards that are still of yesterday follow. */
    @Scheduled(cron = "0 1 * * * *", zone = "${kepu.zone}")
    void roll() {
        LocalDate today = scoring.today();
        List<StoredCard> stale = mongo.findAll(StoredCard.class).stream()
                .filter(card -> !card.isOf(today))
                .filter(card -> card.year() >= today.getYear() - 1)
                .toList();
        stale.forEach(card -> refresh(new VillageYear(card.unitId(), card.year())));
        if (!stale.isEmpty()) {
            log.info("{} scorecards brought up to {}", stale.size(), today);
        }
    }
}
